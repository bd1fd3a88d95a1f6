import { setImmediate } from 'node:timers/promises';
import type { NextItemCase } from '../../src/recommendation/learning/interaction-log.types';
import type { TensorFlow } from '../runtime/engine.types';
import type { SequenceNetwork } from './network-shape';
import { SequenceRecommender } from './sequence-recommender';

/** Places looked at. */
const PLACES = 10;

const CASES_AT_ONCE = 256;

/** So many scores are enough to tell one pass from the next; of more cases every second, third and so on is asked. */
const MOST_SCORES = 60_000_000;

export interface NextItemQuality {
  readonly hr10: number;
  readonly ndcg10: number;
}

/**
 * How well a network finds what shoppers did next, among all items but those of their history: the share of cases with the item among the first ten, and
 * the mean of 1 / log2(place + 1), 0 beyond the tenth.
 *
 * @throws the reason of the signal, when it is aborted.
 */
export async function nextItemQuality(
  tf: TensorFlow,
  network: SequenceNetwork,
  cases: readonly NextItemCase[],
  signal: AbortSignal,
): Promise<NextItemQuality> {
  const every = Math.max(1, Math.ceil((cases.length * network.shape.items) / MOST_SCORES));
  const asked = cases.filter((_, at) => at % every === 0);
  const recommender = new SequenceRecommender({ tf }, network);
  const found: number[] = [];
  try {
    for (let from = 0; from < asked.length; from += CASES_AT_ONCE) {
      signal.throwIfAborted();
      const places = await placesOf(recommender, asked.slice(from, from + CASES_AT_ONCE));
      found.push(...places.filter((before) => before < PLACES));
      await setImmediate();
    }
  } finally {
    recommender.dispose();
  }
  const count = Math.max(1, asked.length);
  const gain = found.reduce((sum, before) => sum + 1 / Math.log2(before + 2), 0);
  return { hr10: found.length / count, ndcg10: gain / count };
}

/** By case: how many items come before the target. */
async function placesOf(
  recommender: SequenceRecommender,
  cases: readonly NextItemCase[],
): Promise<readonly number[]> {
  const contexts = cases.map(({ history }) => ({
    past: Array.from(history, (item) => ({ item, weight: 1, ageMs: null })),
  }));
  const rows = await recommender.score(contexts);
  return cases.map(({ history, target }, at) =>
    itemsBefore(rows[at] ?? new Float32Array(0), history, target),
  );
}

/** Those of the history do not count; those with an equal score do. */
function itemsBefore(scores: Float32Array, history: Uint32Array, target: number): number {
  const wanted = scores[target] ?? Infinity;
  let before = -1;
  // A loop over numbers: there are as many as cases times items.
  for (let item = 0; item < scores.length; item += 1)
    if ((scores[item] ?? 0) >= wanted) before += 1;
  for (const item of new Set(history))
    if (item !== target && (scores[item] ?? -Infinity) >= wanted) before -= 1;
  return before;
}
