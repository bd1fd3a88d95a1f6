import { alignRuns, parseSavedRun, type SavedRun } from '../../../src/evaluation/saved-run';
import { runSearches, type QueryOutcome } from '../../../src/evaluation/search-run';
import { compareSearches, summarizeSearches } from '../../../src/evaluation/search-summary';

const bootstrap = { resamples: 200, seed: 1 };

/** Two queries: `tv` has relevant products, `zeppelin` has none. */
const queries = [
  {
    text: 'tv',
    grades: new Map([
      ['good', 3],
      ['fair', 1],
      ['bad', 0],
    ]),
  },
  { text: 'zeppelin', grades: new Map([['bad', 0]]) },
];

const answers: Readonly<Record<string, readonly string[]>> = {
  tv: ['unjudged', 'good'],
  tvv: ['bad'],
};

const rank = async (text: string, limit: number) => {
  const productIds = (answers[text] ?? []).slice(0, limit);
  return { productIds, total: productIds.length };
};

async function run(ask: (query: string) => string): Promise<readonly QueryOutcome[]> {
  let time = 0;
  return runSearches({ queries, k: 10, ask, now: () => (time += 5) }, rank);
}

describe('runSearches', () => {
  it('measures each query by its own judgments, unjudged products as 0', async () => {
    const [tv, zeppelin] = await run((query) => query);
    // DCG = 0 + 7 / log2(3); ideal = 7 + 1 / log2(3).
    const ndcg = 7 / Math.log2(3) / (7 + 1 / Math.log2(3));
    expect(tv?.ndcg).toBeCloseTo(ndcg, 12);
    expect(tv).toMatchObject({
      relevant: 2,
      reciprocalRank: 0.5,
      recall: 0.5,
      total: 2,
      latencyMs: 5,
    });
    expect(zeppelin).toMatchObject({
      relevant: 0,
      ndcg: 0,
      reciprocalRank: 0,
      recall: 0,
      total: 0,
    });
  });

  it('asks what it is told to ask, and judges by what was meant', async () => {
    const [tv] = await run((query) => `${query}v`);
    expect(tv).toMatchObject({ query: 'tv', asked: 'tvv', ndcg: 0, total: 1 });
  });
});

describe('summarizeSearches', () => {
  it('means over all queries, and over those that have a relevant product', async () => {
    const outcomes = await run((query) => query);
    const summary = summarizeSearches(outcomes, bootstrap);
    const tv = outcomes[0]?.ndcg ?? 0;
    expect(summary).toMatchObject({ queries: 2, queriesWithRelevant: 1, zeroResultRate: 0.5 });
    expect(summary.ndcg.mean).toBeCloseTo(tv / 2, 12);
    expect(summary.ndcgWithRelevant.mean).toBeCloseTo(tv, 12);
    expect(summary.latency.p50Ms).toBe(5);
  });
});

describe('compareSearches', () => {
  it('states the loss as a share of the baseline', async () => {
    const clean = await run((query) => query);
    const mistyped = await run((query) => `${query}v`);
    expect(compareSearches(mistyped, clean, bootstrap)).toMatchObject({
      relativeDrop: 1,
      better: 0,
      worse: 1,
      equal: 1,
    });
  });
});

describe('SavedRun', () => {
  const saved = async (): Promise<SavedRun> => ({
    format: 'trove-search-run-1',
    savedAt: '2026-01-01T00:00:00.000Z',
    k: 10,
    outcomes: await run((query) => query),
  });

  it('comes back from its JSON, in the order asked for', async () => {
    const before = await saved();
    const after = parseSavedRun(JSON.stringify(before), 'run.json');
    expect(after).toEqual(before);
    expect(alignRuns(after, 10, ['zeppelin', 'tv']).map(({ query }) => query)).toEqual([
      'zeppelin',
      'tv',
    ]);
  });

  it.each(['', '{}', '[1]', '{"format":"trove-search-run-1"}'])('refuses %j', (text) => {
    expect(() => parseSavedRun(text, 'run.json')).toThrow(
      'not a run saved by `trove evaluate search --save`',
    );
  });

  it('refuses to compare other queries or another rank', async () => {
    const run10 = await saved();
    expect(() => alignRuns(run10, 5, ['tv', 'zeppelin'])).toThrow('Use --k 10');
    expect(() => alignRuns(run10, 10, ['tv', 'radio'])).toThrow('it lacks "radio"');
    expect(() => alignRuns(run10, 10, ['tv'])).toThrow('holds 2 queries, this one 1');
  });
});
