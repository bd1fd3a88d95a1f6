import { DEFAULT_RESAMPLES, estimateMean, type MeanEstimate } from '../evaluation/bootstrap';
import type { JudgedQuery } from '../evaluation/judgments';
import { SeededRandom } from '../shared/seeded-random';
import { NDCG_DEPTH, ndcgOf } from './play-search';
import type { VisitedShop } from './shop.port';

/** How good the shop's answers are just now. */
export interface ShopQuality {
  /** nDCG@10 by query, in the order asked, 0 to 1. */
  readonly byQuery: readonly number[];
  /** Their mean with a 95 % bootstrap interval over queries. */
  readonly ndcg: MeanEstimate;
  /** Models that ranked, without repetition; null for none. */
  readonly models: readonly (string | null)[];
}

/** Intervals are the same each time. */
const BOOTSTRAP_SEED = 1;

/** Nobody in particular; a name of their own keeps their searches apart. */
const OBSERVER = { shopper: 'simulated-observer', session: 'simulated-observer' };

/** Asks each query once and does nothing with the page: what is measured must not teach. */
export async function lookAround(
  shop: VisitedShop,
  queries: readonly JudgedQuery[],
): Promise<ShopQuality> {
  const byQuery: number[] = [];
  const models = new Set<string | null>();
  for (const { text, grades } of queries) {
    const page = await shop.search(text, NDCG_DEPTH, OBSERVER);
    byQuery.push(ndcgOf(page, grades));
    models.add(page.model);
  }
  const ndcg = estimateMean(byQuery, DEFAULT_RESAMPLES, new SeededRandom(BOOTSTRAP_SEED));
  return { byQuery, ndcg, models: [...models] };
}
