import { ndcgAt } from '../evaluation/ndcg';
import { SeededRandom } from '../shared/seeded-random';
import type { ClickModel } from './click-model';
import type { PlannedSearch } from './plan-visits';
import { robotActs, shopperActs, type Act } from './react';
import type { ShownPage, VisitedShop } from './shop.port';

/** How a search is played. */
export interface Play {
  readonly shop: VisitedShop;
  readonly model: ClickModel;
  /** Hits that a visitor is shown. */
  readonly pageSize: number;
}

/** What a search showed, and what came of it. */
export interface PlayedSearch {
  readonly search: PlannedSearch;
  readonly page: ShownPage;
  readonly acts: readonly Act[];
  /** nDCG@10 of what was shown against the judgments, 0 to 1. */
  readonly ndcg: number;
}

/** nDCG looks so far. */
export const NDCG_DEPTH = 10;

/** Searches, looks at the page, and tells the shop what was done with it. @throws TroveError when the shop fails. */
export async function playSearch(
  search: PlannedSearch,
  { shop, model, pageSize }: Play,
): Promise<PlayedSearch> {
  const { kind, query, visitor, seed } = search;
  const page = await shop.search(query.text, pageSize, visitor);
  const random = new SeededRandom(seed);
  const grades = gradesOf(page, search.query.grades);
  const acts =
    kind === 'SHOPPER' ? shopperActs(grades, model, random) : robotActs(page.skus.length, random);
  if (acts.length > 0) await shop.record({ visitor, page, acts });
  return { search, page, acts, ndcg: ndcgOf(page, search.query.grades) };
}

/** nDCG@10 of a page. */
export function ndcgOf(page: ShownPage, judged: ReadonlyMap<string, number>): number {
  return ndcgAt(NDCG_DEPTH, gradesOf(page, judged), [...judged.values()]);
}

function gradesOf({ skus }: ShownPage, judged: ReadonlyMap<string, number>): readonly number[] {
  return skus.map((sku) => judged.get(sku) ?? 0);
}
