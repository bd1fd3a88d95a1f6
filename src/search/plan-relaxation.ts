/** The ways to give up words of a query, mildest first. */
export interface RelaxationPlan {
  /** Indexes of the terms in the order in which they are given up. One term is always kept. */
  readonly dropped: readonly number[];
  /** `tiers[k]` holds the terms still required after `k` were dropped: as many tiers as dropped terms, and one. */
  readonly tiers: readonly (readonly number[])[];
}

/**
 * Decides in which order words are given up when too few products hold them all: first the words that no product has, since they
 * can never be satisfied; then the word in most products, since it says least. Of words in equally many products the later goes
 * first: shoppers type what matters first.
 *
 * @param products for each term of the query, in how many products it is; at least one term.
 */
export function planRelaxation(products: readonly number[]): RelaxationPlan {
  const all = products.map((_, index) => index);
  const emptiness = (index: number): number => products[index] || Number.MAX_SAFE_INTEGER;
  const order = [...all].sort((one, other) => emptiness(other) - emptiness(one) || other - one);
  const dropped = order.slice(0, -1);
  const tiers = [all];
  for (const index of dropped) tiers.push((tiers.at(-1) ?? all).filter((kept) => kept !== index));
  return { dropped, tiers };
}

/**
 * The fewest words to drop so that at least `enough` products match, or, when no number of dropped words brings that
 * many, so that the most possible match. Dropping a word never loses a product, so halving the interval finds it.
 *
 * @param fullMatches products that match with nothing dropped.
 * @param countAfter products that match after `steps` words were dropped, 1 to `maxSteps`.
 * @returns 0 when dropping words brings nothing.
 */
export async function fewestDrops(
  { fullMatches, enough, maxSteps }: { fullMatches: number; enough: number; maxSteps: number },
  countAfter: (steps: number) => Promise<number>,
): Promise<number> {
  if (maxSteps === 0 || fullMatches >= enough) return 0;
  const wanted = Math.min(enough, await countAfter(maxSteps));
  if (wanted <= fullMatches) return 0;
  let tooFew = 0;
  let sufficient = maxSteps;
  while (sufficient - tooFew > 1) {
    const middle = Math.floor((tooFew + sufficient) / 2);
    if ((await countAfter(middle)) >= wanted) sufficient = middle;
    else tooFew = middle;
  }
  return sufficient;
}
