import { TypeOrmModelRegistry } from '../../../src/adapters/storage-typeorm/typeorm-model-registry';
import { TypeOrmTrainingRuns } from '../../../src/adapters/storage-typeorm/typeorm-training-runs';
import type { HeldOutComparison } from '../../../src/models/held-out-comparison.port';
import { ModelService } from '../../../src/models/model-service';
import type { ModelVersion, Verdict } from '../../../src/models/model.types';
import { asEpochMs } from '../../../src/shared/clock';
import { TroveError } from '../../../src/shared/errors';
import { asModelId, type ModelId } from '../../../src/shared/ids';
import { aModel, aVerdict } from '../../support/a-model';
import { freshSqlite } from '../../support/databases';

const [a, b, c] = [asModelId('reranker-a'), asModelId('reranker-b'), asModelId('reranker-c')];

describe('ModelService', () => {
  const databases = freshSqlite();
  let registry: TypeOrmModelRegistry;
  let service: ModelService;
  let announced = 0;
  let woken = 0;
  let moments = 0;
  const broken = new Set<ModelId>();

  const open = async (heldOut: HeldOutComparison = { compare: async () => null }) => {
    const database = await databases.open();
    registry = new TypeOrmModelRegistry(database);
    announced = woken = moments = 0;
    broken.clear();
    service = new ModelService({
      registry,
      runs: new TypeOrmTrainingRuns(database),
      heldOut: { RERANKER: heldOut, RECOMMENDER: heldOut },
      tryOut: async ({ id }: ModelVersion) => {
        if (broken.has(id)) throw new TroveError('MODEL_CORRUPT', `Model ${id} is damaged.`);
      },
      announce: () => (announced += 1),
      wakeTrainer: async () => void (woken += 1),
      clock: () => asEpochMs((moments += 1)),
      newId: () => `run-${(moments += 1)}`,
    });
  };

  beforeEach(() => open());

  const add = async (id: ModelId, verdict: Verdict | null = aVerdict()) => {
    await registry.add(aModel({ id, createdAt: asEpochMs((moments += 1)) }), Uint8Array.of(1));
    if (verdict) await registry.judge(id, verdict);
  };

  const promote = (id: ModelId, force = false) =>
    service.promote({ id, reason: 'an operator', force });

  const champion = async () => (await registry.champion('RERANKER'))?.id ?? null;

  it('promotes a model that passed the gate, and tells everybody', async () => {
    await add(a);

    expect(await promote(a)).toMatchObject({ id: a, state: 'CHAMPION' });
    expect(announced).toBe(1);
    expect(await service.promotions('RERANKER', 1)).toMatchObject([
      { model: a, before: null, reason: 'an operator' },
    ]);
  });

  it('changes nothing for the champion itself', async () => {
    await add(a);
    await promote(a);
    await promote(a);

    expect(announced).toBe(1);
    expect(await service.promotions('RERANKER', 9)).toHaveLength(1);
  });

  it.each([
    ['that was refused', aVerdict({ promote: false, reasons: ['It is worse.'] }), 'It is worse.'],
    ['that was never judged', null, 'It has not been judged yet.'],
    ['that was compared with another champion', aVerdict({ champion: c }), `with ${c}`],
  ])('does not promote a model %s, unless forced', async (_, verdict, words) => {
    await add(a, verdict);

    await expect(promote(a)).rejects.toMatchObject({
      code: 'MODEL_REFUSED',
      message: expect.stringContaining(words) as string,
    });
    expect([await champion(), announced]).toEqual([null, 0]);

    await promote(a, true);
    expect([await champion(), announced]).toEqual([a, 1]);
  });

  it('promotes again what served before', async () => {
    await add(a);
    await add(b, aVerdict({ champion: a }));
    await promote(a);
    await promote(b);
    await promote(a);

    expect(await champion()).toBe(a);
  });

  it('never promotes what no gateway could load, by no force', async () => {
    await add(a);
    broken.add(a);

    for (const force of [false, true])
      await expect(promote(a, force)).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
    expect([await champion(), announced]).toEqual([null, 0]);
  });

  it('asks for a reason that can be kept', async () => {
    await add(a);
    for (const [reason, code] of [
      ['  ', 'INVALID_INPUT'],
      ['x'.repeat(501), 'TEXT_TOO_LONG'],
    ])
      for (const work of [
        () => service.promote({ id: a, reason: reason ?? '', force: false }),
        () => service.rollBack('RERANKER', reason ?? ''),
        () => service.startTraining('RERANKER', 'FULL', reason ?? ''),
      ])
        await expect(work()).rejects.toMatchObject({ code });
    expect(await champion()).toBeNull();
  });

  it('keeps a reason as one line that any database takes', async () => {
    await add(a);
    await service.promote({ id: a, reason: ' two\nlines\u0000 ', force: false });
    expect((await service.promotions('RERANKER', 1))[0]?.reason).toBe('two lines');
  });

  it('says that another one was promoted at the same moment', async () => {
    await add(a);
    await add(b);
    const attempts = await Promise.allSettled([promote(a), promote(b)]);

    const lost = attempts.find((attempt) => attempt.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'MODEL_REFUSED' });
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('rolls back, and tells everybody', async () => {
    await add(a);
    await add(b, aVerdict({ champion: a }));
    await promote(a);
    await promote(b);

    expect(await service.rollBack('RERANKER', 'b is bad')).toMatchObject({ model: a, before: b });
    expect([await champion(), announced]).toEqual([a, 3]);
  });

  it('rolls back past versions that cannot be loaded any more, and keeps why', async () => {
    for (const id of [a, b, c]) await add(id);
    for (const id of [a, b, c]) await promote(id, true);
    broken.add(b);

    expect(await service.rollBack('RERANKER', 'c is bad')).toMatchObject({ model: a, before: c });
    expect(await champion()).toBe(a);
    expect((await service.promotions('RERANKER', 1))[0]?.reason).toBe(
      'c is bad (further back: Model reranker-b is damaged.)',
    );

    broken.add(a);
    expect(await service.rollBack('RERANKER', 'a is bad')).toMatchObject({
      model: null,
      before: a,
    });
    await expect(service.rollBack('RERANKER', 'more')).rejects.toMatchObject({
      code: 'NO_EARLIER_MODEL',
    });
  });

  it('puts two versions side by side, on the same lists when asked', async () => {
    const result = {
      lists: 9,
      left: 0.6,
      right: 0.5,
      difference: { mean: 0.1, low: 0, high: 0.2 },
    };
    await open({ compare: async () => result });
    await add(a);
    await add(b);

    expect(await service.compare(a, b, true)).toMatchObject({
      left: { id: a },
      right: { id: b },
      heldOut: result,
    });
    expect((await service.compare(a, b, false)).heldOut).toBeNull();
    await expect(service.compare(a, asModelId('nobody'), false)).rejects.toMatchObject({
      code: 'UNKNOWN_MODEL',
    });
  });

  it('asks for one training, however often it is asked', async () => {
    const first = await service.startTraining('RERANKER', 'FULL', 'new products');
    const second = await service.startTraining('RERANKER', 'FINE_TUNE', 'impatience');

    expect(first).toMatchObject({ isNew: true, run: { state: 'QUEUED', mode: 'FULL' } });
    expect(second).toEqual({ isNew: false, run: first.run });
    expect(woken).toBe(2);
    expect(await service.trainingRuns('RERANKER', 9, null)).toEqual([first.run]);
  });
});
