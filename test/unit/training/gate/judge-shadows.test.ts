import { TypeOrmModelRegistry } from '../../../../src/adapters/storage-typeorm/typeorm-model-registry';
import type { ShadowReport } from '../../../../src/models/model.types';
import { asEpochMs } from '../../../../src/shared/clock';
import { asModelId, type ModelId } from '../../../../src/shared/ids';
import { silentLogger } from '../../../../src/shared/logger';
import { SHADOW_BOUNDS } from '../../../../src/training/gate/judge-shadow';
import { judgeShadows } from '../../../../src/training/gate/judge-shadows';
import { aModel, aShadowReport, aVerdict } from '../../../support/a-model';
import { freshSqlite } from '../../../support/databases';

const [a, b] = [asModelId('reranker-a'), asModelId('reranker-b')];

describe('the judgement of shadows', () => {
  const databases = freshSqlite();
  let registry: TypeOrmModelRegistry;
  let announced = 0;

  beforeEach(async () => {
    registry = new TypeOrmModelRegistry(await databases.open());
    announced = 0;
  });

  const shadow = async (id: ModelId, createdAt: number, report: Partial<ShadowReport> | null) => {
    await registry.add(aModel({ id, createdAt: asEpochMs(createdAt) }), Uint8Array.of(1));
    await registry.judge(id, aVerdict());
    if (report) await registry.noteShadow(id, aShadowReport(report));
  };

  const judgeNow = (searches = 200) =>
    judgeShadows('RERANKER', {
      registry,
      settings: { ...SHADOW_BOUNDS, searches },
      announce: () => (announced += 1),
      clock: () => asEpochMs(1),
      logger: silentLogger,
    });

  const state = async (id: ModelId) => (await registry.find(id))?.state;

  it('leaves alone what has not seen enough, and tells nobody', async () => {
    await shadow(a, 1, { searches: 10 });
    await judgeNow();

    expect([await state(a), announced]).toEqual(['SHADOW', 0]);
  });

  it('promotes what behaved, and keeps why', async () => {
    await shadow(a, 1, { searches: 200 });
    await judgeNow();

    expect([await state(a), announced]).toEqual(['CHAMPION', 1]);
    expect((await registry.promotions('RERANKER', 1))[0]?.reason).toContain('200 searches');
  });

  it('promotes at once where no shadow is asked for', async () => {
    await shadow(a, 1, null);
    await judgeNow(0);

    expect(await state(a)).toBe('CHAMPION');
  });

  it('refuses what failed, and keeps why', async () => {
    await shadow(a, 1, { failures: 1 });
    await judgeNow();

    expect([await state(a), announced]).toEqual(['REFUSED', 1]);
    expect((await registry.find(a))?.verdict?.reasons.at(-1)).toContain('1 of 101 searches');
  });

  it('promotes the latest of two, and refuses the other, which was compared with what serves no more', async () => {
    await shadow(a, 1, { searches: 200 });
    await shadow(b, 2, { searches: 200 });
    await judgeNow();

    expect([await state(a), await state(b), announced]).toEqual(['REFUSED', 'CHAMPION', 1]);
  });

  it('lets only the latest and the longest waiting go on, so that shadows do not gather', async () => {
    const ids = ['c1', 'c2', 'c3', 'c4'].map(asModelId);
    for (const [age, id] of ids.entries()) await shadow(id, age, { searches: 10 });
    await judgeNow();

    expect(await Promise.all(ids.map(state))).toEqual(['SHADOW', 'REFUSED', 'REFUSED', 'SHADOW']);
    expect(announced).toBe(1);
  });

  it('promotes one of two runs that meet, and once', async () => {
    await shadow(a, 1, { searches: 200 });
    await Promise.all([judgeNow(), judgeNow()]);

    expect(await state(a)).toBe('CHAMPION');
    expect(await registry.promotions('RERANKER', 9)).toHaveLength(1);
  });
});
