/** Something to choose, and how well it fits. */
export interface Rated {
  readonly score: number;
}

/** How alike two things are, 0 (nothing in common) to 1 (the same). Symmetric. */
export type Similarity<Item> = (one: Item, other: Item) => number;

/**
 * Maximal marginal relevance: chooses one after the other whatever has the highest
 *
 *   (1 − λ) · fit − λ · (similarity to the most similar of those chosen before)
 *
 * where fit is the score moved to 0…1 over all items. λ weighs difference here; in the paper it weighs fit.
 *
 * @param lambda 0 keeps the order of scores, 1 looks at difference alone, after the first, which fits best.
 * @param limit how many are chosen; the others are left out.
 * @returns of equals the one that came first in `items` comes first.
 * @see Carbonell & Goldstein 1998, "The Use of MMR, Diversity-Based Reranking for Reordering Documents and Producing Summaries".
 */
export function diversify<Item extends Rated>(
  items: readonly Item[],
  similarity: Similarity<Item>,
  lambda: number,
  limit: number = items.length,
): readonly Item[] {
  const fit = scaledScores(items);
  const nearest = new Float64Array(items.length);
  const isChosen = new Uint8Array(items.length);
  const chosen: Item[] = [];
  while (chosen.length < Math.min(limit, items.length)) {
    const place = bestPlace(fit, nearest, isChosen, chosen.length === 0 ? 0 : lambda);
    const item = items[place];
    if (item === undefined) break;
    isChosen[place] = 1;
    chosen.push(item);
    if (lambda > 0) bringNearer(items, item, nearest, similarity);
  }
  return chosen;
}

/** Scores moved to 0…1, lowest to highest; all 1 when they are equal. */
export function scaledScores(items: readonly Rated[]): Float64Array {
  let low = Infinity;
  let high = -Infinity;
  for (const { score } of items) {
    low = Math.min(low, score);
    high = Math.max(high, score);
  }
  // Halved first, so that the range of the largest numbers is finite too.
  const range = high / 2 - low / 2;
  return Float64Array.from(items, ({ score }) => (range > 0 ? (score / 2 - low / 2) / range : 1));
}

function bestPlace(
  fit: Float64Array,
  nearest: Float64Array,
  isChosen: Uint8Array,
  lambda: number,
): number {
  let best = -1;
  let highest = -Infinity;
  for (let place = 0; place < fit.length; place += 1) {
    if (isChosen[place] === 1) continue;
    const value = (1 - lambda) * (fit[place] ?? 0) - lambda * (nearest[place] ?? 0);
    if (value <= highest) continue;
    highest = value;
    best = place;
  }
  return best;
}

function bringNearer<Item>(
  items: readonly Item[],
  chosen: Item,
  nearest: Float64Array,
  similarity: Similarity<Item>,
): void {
  for (const [place, item] of items.entries())
    nearest[place] = Math.max(nearest[place] ?? 0, similarity(item, chosen));
}
