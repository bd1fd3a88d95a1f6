import fc from 'fast-check';
import type { ModelRegistry } from '../../src/models/model-registry.port';
import type { ModelState } from '../../src/models/model.types';
import { asEpochMs } from '../../src/shared/clock';
import { asModelId, type ModelId } from '../../src/shared/ids';
import { aModel, aShadowReport, aVerdict } from '../support/a-model';

/** A registry, and a way to harm what it keeps. */
export interface RegistryWorld {
  readonly registry: ModelRegistry;
  /** Changes a byte of a model. */
  spoil(id: ModelId): Promise<void>;
  /** Takes its bytes away altogether. */
  loseBytes(id: ModelId): Promise<void>;
}

const at = asEpochMs;
const [a, b, c] = [asModelId('reranker-a'), asModelId('reranker-b'), asModelId('reranker-c')];
const nobody = asModelId('nobody');

const bytes = Uint8Array.from([1, 2, 3]);
/** Worked out elsewhere: printf '\1\2\3' | sha256sum */
const CHECKSUM = '039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81';

/** What every ModelRegistry promises. */
export function describeModelRegistry(name: string, open: () => Promise<RegistryWorld>): void {
  describe(`ModelRegistry: ${name}`, () => {
    let world: RegistryWorld;
    let registry: ModelRegistry;
    let moments = 0;

    beforeEach(async () => {
      world = await open();
      ({ registry } = world);
      moments = 0;
    });

    const note = (reason = 'an operator') => ({ reason, at: at((moments += 1)) });

    const add = async (...ids: readonly ModelId[]) => {
      for (const id of ids)
        await registry.add(aModel({ id, createdAt: at((moments += 1)) }), bytes);
    };

    const states = async (): Promise<Readonly<Record<string, ModelState>>> =>
      Object.fromEntries(
        (await registry.list('RERANKER', 100, null)).map(({ id, state }) => [id, state]),
      );

    it('forgets the bytes of what has had its time, and never of what serves or may', async () => {
      const models = ['e', 'd', 'c', 'b', 'a'].map((one) => asModelId(`reranker-${one}`));
      await add(...models);
      const [oldest, older, refused, serves, waits] = models as [ModelId, ModelId, ModelId, ModelId, ModelId]; // prettier-ignore
      await registry.judge(refused, aVerdict({ promote: false }));
      await registry.judge(waits, aVerdict());
      for (const [next, before] of [
        [oldest, null],
        [older, oldest],
        [serves, older],
      ] as const)
        // prettier-ignore
        expect(await registry.promote(next, before, note())).toBe(true);

      expect(await registry.forgetBytes('RERANKER', 1)).toBe(2);
      await registry.forgetBytes('RERANKER', 1);

      for (const id of [refused, serves, waits]) expect(await registry.artefact(id)).toEqual(bytes);
      for (const id of [oldest, older])
        await expect(registry.artefact(id)).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
      expect(await registry.find(oldest)).toMatchObject({ state: 'RETIRED', checksum: CHECKSUM });
    });

    it('gives back what was added, with its checksum', async () => {
      const version = await registry.add(aModel(), bytes);

      expect(version).toEqual({
        ...aModel(),
        state: 'CANDIDATE',
        checksum: CHECKSUM,
        bytes: 3,
        verdict: null,
        shadow: null,
      });
      expect(await registry.find(a)).toEqual(version);
      expect([...(await registry.artefact(a))]).toEqual([...bytes]);
    });

    it('adds the same once, and refuses another with its id', async () => {
      await registry.add(aModel(), bytes);
      await registry.add(aModel(), bytes);
      expect(await registry.list('RERANKER', 9, null)).toHaveLength(1);

      const others = [
        () => registry.add(aModel({ seed: 8 }), bytes),
        () => registry.add(aModel(), Uint8Array.from([1, 2, 4])),
      ];
      for (const other of others)
        await expect(other()).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      expect((await registry.find(a))?.seed).toBe(7);
    });

    it('adds metadata and bytes together or not at all', async () => {
      await registry.add(aModel(), bytes);
      // Its metadata are refused after its bytes were written.
      const broken = aModel({ id: b, createdAt: null as never });
      await expect(registry.add(broken, bytes)).rejects.toBeDefined();

      await expect(registry.artefact(b)).rejects.toMatchObject({ code: 'UNKNOWN_MODEL' });
      await registry.add(aModel({ id: b }), Uint8Array.from([9]));
      expect([...(await registry.artefact(b))]).toEqual([9]);
    });

    it('refuses an id that is empty, too long or no name', async () => {
      for (const id of ['', 'm'.repeat(101), 'a b', 'a\u0000'])
        await expect(registry.add(aModel({ id: asModelId(id) }), bytes)).rejects.toMatchObject({
          code: 'INVALID_INPUT',
        });
    });

    it('leaves out metrics that are no numbers', async () => {
      await registry.add(aModel({ metrics: { good: 1, bad: NaN, endless: Infinity } }), bytes);
      expect((await registry.find(a))?.metrics).toEqual({ good: 1 });
    });

    it('lists the latest first, page by page, those of one moment too', async () => {
      for (const [id, createdAt] of [
        [a, 5],
        [b, 5],
        [c, 4],
      ] as const)
        await registry.add(aModel({ id, createdAt: at(createdAt) }), bytes);

      const ids = async (limit: number, before: ModelId | null) =>
        (await registry.list('RERANKER', limit, before)).map(({ id }) => id);
      expect(await ids(9, null)).toEqual([b, a, c]);
      expect(await ids(1, null)).toEqual([b]);
      expect(await ids(1, b)).toEqual([a]);
      expect(await ids(9, a)).toEqual([c]);
      expect(await ids(9, c)).toEqual([]);
    });

    it('does not give out bytes that were changed or lost', async () => {
      await add(a, b);
      await world.spoil(a);
      await world.loseBytes(b);

      await expect(registry.artefact(a)).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
      await expect(registry.artefact(b)).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
      expect(await registry.find(a)).toMatchObject({ id: a });
    });

    it.each<[string, boolean, ModelState]>([
      ['the shadow', true, 'SHADOW'],
      ['refusal', false, 'REFUSED'],
    ])('leads a judged candidate into %s, once', async (_, promote, state) => {
      await add(a);
      const verdict = aVerdict({ promote });
      await registry.judge(a, verdict);
      await registry.judge(a, verdict);

      expect(await registry.find(a)).toMatchObject({ state, verdict });
      await expect(registry.judge(a, aVerdict({ promote: !promote }))).rejects.toMatchObject({
        code: 'MODEL_REFUSED',
      });
      expect(await registry.find(a)).toMatchObject({ state, verdict });
    });

    it('keeps a champion where it is when its judgement comes late', async () => {
      await add(a);
      await registry.promote(a, null, note());
      await registry.judge(a, aVerdict({ promote: false }));

      expect(await registry.find(a)).toMatchObject({
        state: 'CHAMPION',
        verdict: { promote: false },
      });
    });

    it('tells who is in the shadow, the latest first', async () => {
      await add(a, b, c);
      for (const id of [a, b]) await registry.judge(id, aVerdict());

      expect((await registry.shadows('RERANKER')).map(({ id }) => id)).toEqual([b, a]);
    });

    it('refuses a model out of the shadow and says why, and no other', async () => {
      await add(a, b);
      await registry.judge(a, aVerdict({ reasons: ['It was better.'] }));
      await registry.refuse(a, 'It failed in the shadow.');
      await registry.refuse(a, 'Once more.');
      await registry.refuse(b, 'It is no shadow.');

      expect(await registry.find(a)).toMatchObject({
        state: 'REFUSED',
        verdict: { promote: false, reasons: ['It was better.', 'It failed in the shadow.'] },
      });
      expect(await registry.find(b)).toMatchObject({ state: 'CANDIDATE', verdict: null });
    });

    it('adds up what the shadows of many gateways saw', async () => {
      await add(a);
      await registry.judge(a, aVerdict());
      const reports = [
        aShadowReport({ searches: 100, overlapAtTen: 0.8, passMs: 4, failures: 0, since: at(50) }),
        aShadowReport({ searches: 300, overlapAtTen: 0.4, passMs: 8, failures: 2, since: at(20) }),
        aShadowReport({ searches: 0, overlapAtTen: 0, passMs: 0, failures: 1, since: at(90) }),
      ];
      await Promise.all(reports.map((report) => registry.noteShadow(a, report)));

      const shadow = (await registry.find(a))?.shadow;
      expect(shadow).toMatchObject({ searches: 400, failures: 3, since: 20 });
      // (100 × 0.8 + 300 × 0.4) / 400, and the same of 4 and 8
      expect(shadow?.overlapAtTen).toBeCloseTo(0.5, 12);
      expect(shadow?.passMs).toBeCloseTo(7, 12);
    });

    it('has no champion until one is promoted', async () => {
      await add(a);
      expect(await registry.champion('RERANKER')).toBeNull();

      expect(await registry.promote(a, null, note())).toBe(true);
      expect(await registry.champion('RERANKER')).toMatchObject({ id: a, state: 'CHAMPION' });
    });

    it('retires the champion when another one is promoted', async () => {
      await add(a, b);
      await registry.promote(a, null, note());
      expect(await registry.promote(b, a, note())).toBe(true);

      expect(await states()).toEqual({ [a]: 'RETIRED', [b]: 'CHAMPION' });
    });

    it('does not promote against another champion than the caller knew', async () => {
      await add(a, b, c);
      await registry.promote(a, null, note());

      expect(await registry.promote(b, null, note())).toBe(false);
      expect(await registry.promote(b, c, note())).toBe(false);
      expect(await states()).toMatchObject({ [a]: 'CHAMPION', [b]: 'CANDIDATE' });
      expect(await registry.promotions('RERANKER', 9)).toHaveLength(1);
    });

    it('changes nothing when the champion is promoted again', async () => {
      await add(a);
      await registry.promote(a, null, note());

      expect(await registry.promote(a, null, note())).toBe(true);
      expect(await registry.promotions('RERANKER', 9)).toHaveLength(1);
    });

    it('lets one of two win that are promoted at once, whatever the timing', async () => {
      await add(a, b, c);
      await registry.promote(c, null, note());
      const won = await Promise.all([
        registry.promote(a, c, note()),
        registry.promote(b, c, note()),
      ]);

      expect(won.toSorted()).toEqual([false, true]);
      expect(await registry.champion('RERANKER')).toMatchObject({ id: won[0] ? a : b });
      expect(await registry.promotions('RERANKER', 9)).toHaveLength(2);
    });

    it('lets promotions and roll-backs that meet leave one champion and a whole history', async () => {
      await add(a, b, c);
      await registry.promote(a, null, note());
      const attempts = await Promise.allSettled([
        registry.promote(b, a, note()),
        registry.rollBack('RERANKER', note('one')),
        registry.promote(c, a, note()),
        registry.rollBack('RERANKER', note('two')),
      ]);

      for (const attempt of attempts)
        if (attempt.status === 'rejected')
          expect(attempt.reason).toMatchObject({ code: 'NO_EARLIER_MODEL' });
      const champion = await registry.champion('RERANKER');
      const [last] = await registry.promotions('RERANKER', 1);
      expect(last?.model).toBe(champion?.id ?? null);
      const serving = Object.values(await states()).filter((state) => state === 'CHAMPION');
      expect(serving.length).toBe(champion ? 1 : 0);
    });

    it('goes back further each time, and at last to keyword order', async () => {
      await add(a, b);
      await registry.promote(a, null, note());
      await registry.promote(b, a, note());

      expect(await registry.rollBack('RERANKER', note('b was bad'))).toMatchObject({
        kind: 'RERANKER',
        model: a,
        before: b,
        action: 'ROLLED_BACK',
        reason: 'b was bad',
      });
      expect(await states()).toEqual({ [a]: 'CHAMPION', [b]: 'RETIRED' });
      expect(await registry.rollBack('RERANKER', note())).toMatchObject({ model: null, before: a });
      expect(await registry.champion('RERANKER')).toBeNull();
      await expect(registry.rollBack('RERANKER', note())).rejects.toMatchObject({
        code: 'NO_EARLIER_MODEL',
      });
    });

    it('rolls back once when the same is asked twice', async () => {
      await add(a, b);
      await registry.promote(a, null, note());
      await registry.promote(b, a, note());
      const same = note('b was bad');

      const first = await registry.rollBack('RERANKER', same);
      expect(await registry.rollBack('RERANKER', same)).toEqual(first);
      expect(await registry.champion('RERANKER')).toMatchObject({ id: a });
    });

    it('tells who served when and why, the latest first', async () => {
      await add(a, b);
      await registry.promote(a, null, { reason: 'the first', at: at(100) });
      await registry.promote(b, a, { reason: 'better', at: at(200) });
      await registry.rollBack('RERANKER', { reason: 'worse', at: at(300) });

      expect(await registry.promotions('RERANKER', 2)).toEqual([
        { kind: 'RERANKER', model: a, before: b, action: 'ROLLED_BACK', reason: 'worse', at: 300 },
        { kind: 'RERANKER', model: b, before: a, action: 'PROMOTED', reason: 'better', at: 200 },
      ]);
    });

    it('knows no model that was never added', async () => {
      expect(await registry.find(nobody)).toBeNull();
      for (const work of [
        () => registry.artefact(nobody),
        () => registry.judge(nobody, aVerdict()),
        () => registry.refuse(nobody, 'why'),
        () => registry.noteShadow(nobody, aShadowReport()),
        () => registry.promote(nobody, null, note()),
        () => registry.list('RERANKER', 1, nobody),
      ])
        await expect(work()).rejects.toMatchObject({ code: 'UNKNOWN_MODEL' });
    });

    it('serves what a stack of promotions says, whatever the history', async () => {
      const step = fc.oneof(
        fc.record({ promote: fc.constantFrom(a, b, c), knows: fc.boolean() }),
        fc.constant('rollBack' as const),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
          ({ registry } = await open());
          await add(a, b, c);
          const stack: ModelId[] = [];
          for (const one of steps) {
            const top = stack.at(-1) ?? null;
            if (one === 'rollBack') {
              const rolled = registry.rollBack('RERANKER', note());
              if (top === null)
                await expect(rolled).rejects.toMatchObject({ code: 'NO_EARLIER_MODEL' });
              else await rolled;
              stack.pop();
            } else {
              const done = await registry.promote(one.promote, one.knows ? top : nobody, note());
              expect(done).toBe(one.knows || one.promote === top);
              if (done && one.promote !== top) stack.push(one.promote);
            }
            expect((await registry.champion('RERANKER'))?.id).toBe(stack.at(-1));
          }
        }),
        { numRuns: 12 },
      );
    });
  });
}
