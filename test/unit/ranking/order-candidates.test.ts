import fc from 'fast-check';
import { inFusedOrder, inKeywordOrder, inModelOrder } from '../../../src/ranking/order-candidates';
import { overlapAtTop, rowsByScore } from '../../../src/ranking/row-order';
import { Rarely } from '../../../src/ranking/rarely';
import type { HitOrigin, KeywordHit } from '../../../src/search/keyword-engine.port';
import { asSku } from '../../../src/shared/ids';

const facts = fc.record({
  by: fc.constantFrom<HitOrigin>('CODE', 'WORDS', 'ALSO'),
  behind: fc.boolean(),
  score: fc.constantFrom(0, 1, 2, 3),
  isNear: fc.boolean(),
  judged: fc.float({ noNaN: true, noDefaultInfinity: true, min: -3, max: 3 }),
});

describe('candidates in their new order', () => {
  it('are each there once, groups before scores, whatever decides', () => {
    fc.assert(
      fc.property(
        fc.array(facts, { maxLength: 20 }),
        fc.boolean(),
        fc.constantFrom(0, 0.3, 1),
        (given, isOneCode, share) => {
          const candidates = given.map(({ by, behind, score }, place): KeywordHit => {
            return { sku: asSku(`p${place}`), product: null, version: null, by, behind, score, tier: 0, sortKey: [] }; // prettier-ignore
          });
          const neighbours = given.flatMap(({ isNear }, place) => (isNear ? [{ sku: asSku(`p${place}`), score: 1 / (place + 1) }] : [])); // prettier-ignore
          const query = { isOneCode } as Parameters<typeof inModelOrder>[0]['query'];
          const question = { candidates, neighbours, query };
          const scores = Float32Array.from(given, ({ judged }) => judged);
          const orders = [
            inKeywordOrder(question),
            inModelOrder(question, scores),
            inFusedOrder(question, share),
          ];
          for (const order of orders) {
            expect(order.map(({ row }) => row).sort((a, b) => a - b)).toEqual([...given.keys()]);
            for (const { row, hit } of order) expect(candidates[row]).toBe(hit);
          }
          const [, byModel = [], fused = []] = orders;
          const behind = (order: typeof byModel) => order.map(({ hit }) => Number(hit.behind));
          for (const order of [byModel, fused])
            expect(behind(order)).toEqual(behind(order).sort((a, b) => a - b));
          const available = byModel.filter(({ hit }) => hit.behind !== true);
          const free = available.filter(({ hit }) => !(isOneCode && hit.by === 'CODE'));
          expect(available.slice(available.length - free.length)).toEqual(free);
          expect(free.map(({ score }) => score)).toEqual(free.map(({ score }) => score).sort((a, b) => b - a)); // prettier-ignore
        },
      ),
    );
  });

  it('keep keyword order where a model cannot tell them apart', () => {
    expect(rowsByScore(Float32Array.of(1, 2, 1, 2))).toEqual([1, 3, 0, 2]);
    expect(() => rowsByScore(Float32Array.of(1, NaN))).toThrow(RangeError);
  });

  it('overlap by the share of the first few that both have', () => {
    expect(overlapAtTop(2, [0, 1, 2], [2, 0, 1])).toBe(0.5);
    expect(overlapAtTop(10, [0, 1], [1, 0])).toBe(1);
    expect(overlapAtTop(10, [], [])).toBe(1);
  });
});

describe('what happens again and again', () => {
  it('is told at once, and then once a minute with how often it was', () => {
    let now = 0;
    const told: number[] = [];
    const rarely = new Rarely(() => now);
    for (now = 0; now <= 120_000; now += 1000) rarely.note((times) => told.push(times));
    expect(told).toEqual([1, 60, 60]);
  });
});
