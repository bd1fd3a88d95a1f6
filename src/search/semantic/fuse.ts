import type { Sku } from '../../shared/ids';

/** A product and how well it fits in the eyes of one search: higher is better, comparable within one list only. */
export interface ScoredSku {
  readonly sku: Sku;
  readonly score: number;
}

/** Damps the lead of the first ranks: the customary value, from the paper. */
export const DEFAULT_RANK_CONSTANT = 60;

/**
 * Reciprocal rank fusion: a product scores the sum of 1 / (constant + rank) over the lists that hold it, ranks from 1. Scores
 * of the lists are only used for their order; products of equal score share the better rank.
 *
 * @param constant above -1; smaller trusts first places more.
 * @returns best first, equal scores by SKU.
 * @see Cormack, Clarke and Büttcher 2009, "Reciprocal Rank Fusion outperforms Condorcet".
 */
export function fuseByRank(
  lists: readonly (readonly ScoredSku[])[],
  constant: number = DEFAULT_RANK_CONSTANT,
): readonly ScoredSku[] {
  const shares = lists.map((list) =>
    ranked(list).map(({ sku, rank }) => ({ sku, score: 1 / (constant + rank) })),
  );
  return ordered(sums(shares));
}

/**
 * Convex combination: (1 - share) · first + share · second, each list's scores moved to 0…1 between its lowest and its highest. A product
 * that a list lacks has 0 there, like the last of that list.
 *
 * @param share of the second list, from 0 (the order of the first) to 1 (the order of the second).
 * @returns best first, equal scores by SKU; with share 0 or 1 the products of the other list alone come last.
 * @see Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval".
 */
export function fuseByScore(
  first: readonly ScoredSku[],
  second: readonly ScoredSku[],
  share: number,
): readonly ScoredSku[] {
  const lists = [scaled(first, 1 - share), scaled(second, share)];
  const counting = share === 0 ? lists.slice(0, 1) : share === 1 ? lists.slice(1) : lists;
  const listed = ordered(sums(counting));
  const known = new Set(listed.map(({ sku }) => sku));
  const others = sums(lists).filter(({ sku }) => !known.has(sku));
  return [...listed, ...ordered(others)];
}

function scaled(list: readonly ScoredSku[], weight: number): readonly ScoredSku[] {
  const normalized = normalizedScores(list);
  return normalized.map(({ sku, score }) => ({ sku, score: weight * score }));
}

/** Scores moved to 0…1, lowest to highest; all 1 when they are equal. */
export function normalizedScores(list: readonly ScoredSku[]): readonly ScoredSku[] {
  let low = Infinity;
  let high = -Infinity;
  for (const { score } of list) {
    low = Math.min(low, score);
    high = Math.max(high, score);
  }
  const range = high - low;
  return list.map(({ sku, score }) => ({ sku, score: range > 0 ? (score - low) / range : 1 }));
}

function ranked(list: readonly ScoredSku[]): readonly { sku: Sku; rank: number }[] {
  let rank = 1;
  return ordered(list).map(({ sku, score }, place, all) => {
    if (score !== all[place - 1]?.score) rank = place + 1;
    return { sku, rank };
  });
}

/** Summed in the order of size, so that the order of the lists changes no bit. */
function sums(lists: readonly (readonly ScoredSku[])[]): readonly ScoredSku[] {
  const parts = new Map<Sku, number[]>();
  for (const { sku, score } of lists.flat()) {
    const known = parts.get(sku);
    if (known) known.push(score);
    else parts.set(sku, [score]);
  }
  return [...parts].map(([sku, scores]) => ({
    sku,
    score: scores.sort((a, b) => a - b).reduce((sum, score) => sum + score, 0),
  }));
}

function ordered(list: readonly ScoredSku[]): readonly ScoredSku[] {
  return list.toSorted((a, b) => b.score - a.score || (a.sku < b.sku ? -1 : 1));
}
