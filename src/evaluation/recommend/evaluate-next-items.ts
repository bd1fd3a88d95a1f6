import type { NextItemCase } from '../../recommendation/learning/interaction-log.types';
import type { Recommender, ScoringContext } from '../../recommendation/learning/recommender.port';
import { topItems } from '../../recommendation/learning/top-items';

/** Where the recommender put the target of each case among all items but those of the case's history. */
export interface TargetPlaces {
  /** By case: items with a higher score. As many as there are items when the target is in the history: it can never be found. */
  readonly better: Uint32Array;
  /** By case: other items with exactly the same score. Each order of them is as likely as any other. */
  readonly tied: Uint32Array;
}

export interface NextItemOutcome {
  readonly places: TargetPlaces;
  /** By case: the first items, at most `LIST_DEPTH`; without those that share the lowest score, as nothing speaks for them. */
  readonly lists: readonly Uint32Array[];
}

/** How many items of each ranking are kept. */
export const LIST_DEPTH = 20;

/** Contexts that are asked together: enough for a network to be busy, and a few dozen megabytes of scores. */
const BATCH = 256;

export interface EvaluationOrder {
  readonly signal?: AbortSignal;
  /** @param done 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Ranks all items for each case: full ranking, no sampled negatives, the history excluded. Changes nothing.
 *
 * @throws RangeError for a score that is no number, naming the recommender; the signal's reason when it is aborted.
 * @see Krichene and Rendle 2020, "On Sampled Metrics for Item Recommendation": why all items are ranked.
 */
export async function evaluateNextItems(
  recommender: Recommender,
  cases: readonly NextItemCase[],
  { signal, onProgress }: EvaluationOrder = {},
): Promise<NextItemOutcome> {
  const better = new Uint32Array(cases.length);
  const tied = new Uint32Array(cases.length);
  const lists: Uint32Array[] = [];
  for (let first = 0; first < cases.length; first += BATCH) {
    signal?.throwIfAborted();
    const batch = cases.slice(first, first + BATCH);
    const rows = await recommender.score(batch.map(contextOf));
    for (const [place, one] of batch.entries()) {
      const row = rows[place] ?? new Float32Array();
      const lowest = lowestOf(recommender, row);
      for (const item of one.history) row[item] = -Infinity;
      lists.push(topItems(row, LIST_DEPTH, lowest));
      const at = placeOf(row, one.target);
      better[first + place] = at.better;
      tied[first + place] = at.tied;
    }
    onProgress?.(Math.min(first + BATCH, cases.length) / cases.length);
    await aBreath();
  }
  return { places: { better, tied }, lists };
}

/** Every act tells as much as every other, and only their order is known. */
export function contextOf({ history }: Pick<NextItemCase, 'history'>): ScoringContext {
  return { past: Array.from(history, (item) => ({ item, weight: 1, ageMs: null })) };
}

/** Loops count here, not iterators: there are as many steps as cases times items. */
function lowestOf({ name, itemCount }: Recommender, row: Float32Array): number {
  if (row.length !== itemCount)
    throw new RangeError(`${name} gave ${row.length} scores for ${itemCount} items`);
  let sum = 0;
  let lowest = Infinity;
  for (let item = 0; item < row.length; item += 1) {
    const score = row[item] as number;
    sum += score;
    if (score < lowest) lowest = score;
  }
  // A sum of doubles over singles cannot overflow: it is a number when all of them are.
  if (!Number.isFinite(sum)) throw new RangeError(`${name} gave a score that is no number`);
  return lowest;
}

function placeOf(row: Float32Array, target: number): { better: number; tied: number } {
  const score = row[target];
  if (score === undefined || score === -Infinity) return { better: row.length, tied: 0 };
  let better = 0;
  let notWorse = 0;
  for (let item = 0; item < row.length; item += 1) {
    const other = row[item] as number;
    if (other > score) better += 1;
    if (other >= score) notWorse += 1;
  }
  return { better, tied: notWorse - better - 1 };
}

/** Lets signals and timers come through between two batches. */
const aBreath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
