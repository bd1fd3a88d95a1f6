import fc from 'fast-check';
import {
  contextOf,
  evaluateNextItems,
} from '../../../../src/evaluation/recommend/evaluate-next-items';
import {
  DISCOUNTED,
  gainsAt,
  HIT,
  rankMetrics,
  RECIPROCAL,
} from '../../../../src/evaluation/recommend/rank-metrics';
import type { NextItemCase } from '../../../../src/recommendation/learning/interaction-log.types';
import type { Recommender } from '../../../../src/recommendation/learning/recommender.port';

/** Scores every context alike. */
const scoring = (...scores: readonly number[]): Recommender => ({
  name: 'popularity',
  itemCount: scores.length,
  score: async (contexts) => contexts.map(() => Float32Array.from(scores)),
  because: () => null,
  dispose: () => undefined,
});

const aCase = (target: number, ...history: readonly number[]): NextItemCase => ({
  shopper: 0,
  history: Uint32Array.from(history),
  target,
});

const placesIn = async (recommender: Recommender, one: NextItemCase) => {
  const { places, lists } = await evaluateNextItems(recommender, [one]);
  return { better: places.better[0], tied: places.tied[0], list: [...(lists[0] ?? [])] };
};

describe('the evaluation of next items', () => {
  it('ranks all items but those of the history', async () => {
    const recommender = scoring(5, 4, 3, 2, 1);
    expect(await placesIn(recommender, aCase(2))).toMatchObject({ better: 2, tied: 0 });
    expect(await placesIn(recommender, aCase(2, 0))).toMatchObject({ better: 1, tied: 0 });
    expect(await placesIn(recommender, aCase(2, 1, 0))).toEqual({
      better: 0,
      tied: 0,
      list: [2, 3],
    });
  });

  it('counts those of the same score apart from those of a better one', async () => {
    expect(await placesIn(scoring(1, 2, 1, 1, 0), aCase(2))).toMatchObject({ better: 1, tied: 2 });
    expect(await placesIn(scoring(1, 2, 1, 1, 0), aCase(2, 0))).toMatchObject({
      better: 1,
      tied: 1,
    });
  });

  it('never finds what is in the history, or what the recommender does not know', async () => {
    const recommender = scoring(1, 2, 3);
    expect(await placesIn(recommender, aCase(2, 2))).toMatchObject({ better: 3, tied: 0 });
    expect(await placesIn(recommender, aCase(9))).toMatchObject({ better: 3, tied: 0 });
    // Items of the past that came after the model was made change nothing.
    expect(await placesIn(recommender, aCase(2, 9))).toMatchObject({ better: 0, tied: 0 });
  });

  it('takes a list to hold only what something speaks for', async () => {
    expect((await placesIn(scoring(0, 3, 0, 1), aCase(1))).list).toEqual([1, 3]);
    expect((await placesIn(scoring(1, 1, 1), aCase(1))).list).toEqual([]);
  });

  it.each([NaN, Infinity, -Infinity])(
    'refuses a score of %d, naming who gave it',
    async (score) => {
      await expect(placesIn(scoring(1, score, 2), aCase(0))).rejects.toThrow(
        'popularity gave a score that is no number',
      );
    },
  );

  it('refuses a row of the wrong length', async () => {
    const short = { ...scoring(1, 2), itemCount: 3 };
    await expect(placesIn(short, aCase(0))).rejects.toThrow('popularity gave 2 scores for 3 items');
  });

  it('asks in batches, in order, and can be stopped between two', async () => {
    const cases = Array.from({ length: 600 }, (_, at) => aCase(at % 3, (at + 1) % 3));
    const asked: number[] = [];
    const recommender: Recommender = {
      ...scoring(3, 2, 1),
      score: async (contexts) => {
        asked.push(contexts.length);
        return contexts.map(() => Float32Array.of(3, 2, 1));
      },
    };
    const done: number[] = [];
    const { places } = await evaluateNextItems(recommender, cases, {
      onProgress: (share) => done.push(share),
    });
    expect(asked).toEqual([256, 256, 88]);
    expect(done.at(-1)).toBe(1);
    // Target 0 is first; 1 has the history 2 and stands behind 0; 2 has the history 0 and stands behind 1.
    expect([...places.better]).toEqual(cases.map(({ target }) => (target === 0 ? 0 : 1)));
    const stop = new AbortController();
    const stopped = evaluateNextItems(recommender, cases, {
      signal: stop.signal,
      onProgress: () => {
        stop.abort(new Error('enough'));
      },
    });
    await expect(stopped).rejects.toThrow('enough');
  });

  it('gives every act of a history the same weight and no age', () => {
    expect(contextOf(aCase(0, 4, 2))).toEqual({
      past: [
        { item: 4, weight: 1, ageMs: null },
        { item: 2, weight: 1, ageMs: null },
      ],
    });
  });
});

describe('the metrics of ranks', () => {
  it('are what can be worked out by hand', () => {
    // Found at ranks 1, 3 and 11.
    const places = { better: Uint32Array.of(0, 2, 10), tied: Uint32Array.of(0, 0, 0) };
    const { hitRate, ndcg, reciprocalRank } = rankMetrics(10, places);
    expect(hitRate.mean).toBeCloseTo(2 / 3);
    // The values 1, 1, 0 deviate by √(1/3) from their mean: the squares 1/9 + 1/9 + 4/9 over 2.
    expect(hitRate.standardError).toBeCloseTo(Math.sqrt(1 / 3 / 3));
    expect(ndcg.mean).toBeCloseTo((1 + 1 / Math.log2(4)) / 3);
    expect(reciprocalRank.mean).toBeCloseTo((1 + 1 / 3) / 3);
  });

  it('credit ties with the mean over all orders of them', () => {
    const rank = fc.nat({ max: 12 });
    fc.assert(
      fc.property(rank, rank, fc.integer({ min: 1, max: 20 }), (better, tied, k) => {
        const places = { better: Uint32Array.of(better), tied: Uint32Array.of(tied) };
        for (const gain of [HIT, DISCOUNTED, RECIPROCAL]) {
          const orders = Array.from({ length: tied + 1 }, (_, behind) => better + 1 + behind);
          const worth = orders.map((at) => (at <= k ? gain(at) : 0));
          const mean = worth.reduce((sum, value) => sum + value, 0) / worth.length;
          expect(gainsAt(k, gain, places)[0]).toBeCloseTo(mean, 12);
        }
      }),
    );
  });

  it('give a constant score what drawing from a hat gives', async () => {
    const recommender = scoring(...Array.from({ length: 100 }, () => 1));
    const cases = Array.from({ length: 100 }, (_, target) => aCase(target));
    const { places } = await evaluateNextItems(recommender, cases);
    const { hitRate } = rankMetrics(10, places);
    expect(hitRate.mean).toBeCloseTo(10 / 100, 12);
  });

  it('of no cases are 0', () => {
    const none = { better: new Uint32Array(), tied: new Uint32Array() };
    expect(rankMetrics(10, none).ndcg).toEqual({ mean: 0, standardError: 0 });
  });
});
