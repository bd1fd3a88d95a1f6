import { runSearches } from '../src/evaluation/search-run';
import { summarizeSearches } from '../src/evaluation/search-summary';
import type { Measurement } from './bench-report';
import { icecatFiles } from './data-sets';
import { judgedQueries } from './judged-queries';
import { plainFts5 } from './plain-fts5';

const BOOTSTRAP = { resamples: 10_000, seed: 1 };

/** nDCG@10 of plain FTS5 on the judged queries: what the search of Trove has to beat. */
export async function plainFts5Bench(): Promise<Measurement> {
  const files = icecatFiles();
  const queries = await judgedQueries(files.judgments);
  const rank = await plainFts5(files.products);
  const ask = (query: string) => query;
  const now = () => performance.now();
  const outcomes = await runSearches({ queries, k: 10, ask, now }, rank);
  const { ndcg, ndcgWithRelevant, reciprocalRank, recall, latency } = summarizeSearches(
    outcomes,
    BOOTSTRAP,
  );
  return {
    name: 'plain-fts5',
    how: 'SQLite FTS5 as it comes: title 2, name 1.5, brand 1, description 1, Porter stemming, any word.',
    columns: [
      'queries',
      'nDCG@10',
      '95 % interval',
      'nDCG@10 with relevant',
      'MRR',
      'recall@100',
      'p50 ms',
    ],
    rows: [
      [
        queries.length,
        ndcg.mean.toFixed(4),
        `${ndcg.low.toFixed(3)}–${ndcg.high.toFixed(3)}`,
        ndcgWithRelevant.mean.toFixed(4),
        reciprocalRank.mean.toFixed(4),
        recall.mean.toFixed(4),
        latency.p50Ms.toFixed(2),
      ],
    ],
  };
}
