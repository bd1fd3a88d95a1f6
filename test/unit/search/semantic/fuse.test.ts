import fc from 'fast-check';
import {
  fuseByRank,
  fuseByScore,
  normalizedScores,
  type ScoredSku,
} from '../../../../src/search/semantic/fuse';
import { asSku } from '../../../../src/shared/ids';

const list = (scores: Readonly<Record<string, number>>): readonly ScoredSku[] =>
  Object.entries(scores).map(([sku, score]) => ({ sku: asSku(sku), score }));

const skusOf = (fused: readonly ScoredSku[]) => fused.map(({ sku }) => sku);

/** Best first, ties by SKU: the order that a single list stands for. */
const inOrder = (scored: readonly ScoredSku[]) =>
  skusOf(scored.toSorted((a, b) => b.score - a.score || (a.sku < b.sku ? -1 : 1)));

const anyList = fc
  .dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), fc.integer({ min: 0, max: 5 }))
  .map(list);

const shuffled = (scored: readonly ScoredSku[]) =>
  fc.shuffledSubarray([...scored], { minLength: scored.length, maxLength: scored.length });

const withShuffle = anyList.chain((one) => fc.tuple(fc.constant(one), shuffled(one)));

describe('fusing by rank', () => {
  it('adds up 1 / (constant + rank)', () => {
    const fused = fuseByRank([list({ a: 9, b: 8 }), list({ b: 0.7, c: 0.1 })], 10);

    expect(skusOf(fused)).toEqual(['b', 'a', 'c']);
    expect(fused[0]?.score).toBeCloseTo(1 / 12 + 1 / 11, 12);
    expect(fused[1]?.score).toBeCloseTo(1 / 11, 12);
    expect(fused[2]?.score).toBeCloseTo(1 / 12, 12);
  });

  it('gives products of equal score the same rank, and orders ties by SKU', () => {
    expect(fuseByRank([list({ b: 1, a: 1, c: 0 })], 0)).toEqual(list({ a: 1, b: 1, c: 1 / 3 }));
  });

  it('does not mind in which order products and lists come', () => {
    fc.assert(
      fc.property(withShuffle, withShuffle, ([a, aShuffled], [b, bShuffled]) => {
        expect(fuseByRank([bShuffled, aShuffled])).toEqual(fuseByRank([a, b]));
      }),
    );
  });

  it('keeps the order of a single list', () => {
    fc.assert(
      fc.property(anyList, (one) => {
        expect(skusOf(fuseByRank([one]))).toEqual(inOrder(one));
      }),
    );
  });

  it('never ranks a product lower for a better score in one list', () => {
    fc.assert(
      fc.property(anyList, anyList, fc.nat(), (a, b, which) => {
        expectNoLoss(a, which, (better) => fuseByRank([better, b]), fuseByRank([a, b]));
      }),
    );
  });
});

describe('fusing by score', () => {
  it('weighs scores moved to 0…1, and gives 0 to a product that a list lacks', () => {
    const fused = fuseByScore(list({ a: 30, b: 20, c: 10 }), list({ c: 0.9, d: 0.5 }), 0.25);

    expect(fused).toEqual(list({ a: 0.75, b: 0.375, c: 0.25, d: 0 }));
  });

  it('gives the first list alone with share 0 and the second with share 1, others after them', () => {
    fc.assert(
      fc.property(anyList, anyList, (a, b) => {
        expect(skusOf(fuseByScore(a, b, 0)).slice(0, a.length)).toEqual(inOrder(a));
        expect(skusOf(fuseByScore(a, b, 1)).slice(0, b.length)).toEqual(inOrder(b));
      }),
    );
  });

  it('holds every product of both lists once', () => {
    fc.assert(
      fc.property(anyList, anyList, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, share) => {
        const fused = skusOf(fuseByScore(a, b, share));
        expect([...fused].sort()).toEqual([...new Set([...skusOf(a), ...skusOf(b)])].sort());
      }),
    );
  });

  it('does not mind in which order products come, nor which list is called the first', () => {
    fc.assert(
      fc.property(withShuffle, withShuffle, ([a, aShuffled], [b, bShuffled]) => {
        expect(fuseByScore(aShuffled, bShuffled, 0.25)).toEqual(fuseByScore(a, b, 0.25));
        expect(fuseByScore(b, a, 0.75)).toEqual(fuseByScore(a, b, 0.25));
      }),
    );
  });

  it('does not mind the scale of a list', () => {
    fc.assert(
      fc.property(anyList, anyList, fc.constantFrom(0.5, 2, 1024), (a, b, factor) => {
        const scaled = a.map(({ sku, score }) => ({ sku, score: factor * score }));
        expect(fuseByScore(scaled, b, 0.3)).toEqual(fuseByScore(a, b, 0.3));
      }),
    );
  });

  it('never ranks a product lower for a better score in one list, within its lowest and highest', () => {
    fc.assert(
      fc.property(anyList, anyList, fc.nat(), (a, b, which) => {
        // Two that stay put keep the range of the list, and with it everybody else's share.
        const anchored = [...a, ...list({ low: -1, high: 6 })];
        expectNoLoss(
          anchored,
          a.length === 0 ? 0 : which % a.length,
          (better) => fuseByScore(better, b, 0.4),
          fuseByScore(anchored, b, 0.4),
        );
      }),
    );
  });

  it('takes a list of equal scores as equally good, and an empty one as silent', () => {
    expect(normalizedScores(list({ a: 3, b: 3 }))).toEqual(list({ a: 1, b: 1 }));
    expect(fuseByScore([], list({ b: 1, a: 2 }), 0.5)).toEqual(list({ a: 0.5, b: 0 }));
    expect(fuseByScore([], [], 0.5)).toEqual([]);
  });
});

/** Raises one score by half a step and looks whether the product fell. */
function expectNoLoss(
  scored: readonly ScoredSku[],
  which: number,
  fuse: (better: readonly ScoredSku[]) => readonly ScoredSku[],
  before: readonly ScoredSku[],
): void {
  const chosen = scored[which % Math.max(1, scored.length)];
  if (!chosen) return;
  const better = scored.map((one) => (one === chosen ? { ...one, score: one.score + 0.5 } : one));
  const place = (fused: readonly ScoredSku[]) => skusOf(fused).indexOf(chosen.sku);
  expect(place(fuse(better))).toBeLessThanOrEqual(place(before));
}
