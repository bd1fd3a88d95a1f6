import { setImmediate } from 'node:timers/promises';
import type { NextItemCase } from '../../src/recommendation/learning/interaction-log.types';
import type { TensorFlow } from '../runtime/engine.types';
import type { SequenceNetwork } from './network-shape';
import { tensorsOf } from './network-tensors';
import { timesTurned } from './multiply';
import { statesAfter } from './score-contexts';
import { latestOf } from './training-windows';

/** Places looked at. */
const PLACES = 10;

/** Histories scored at once: as many as fill this many numbers, at most this many. */
const NUMBERS_AT_ONCE = 4_000_000;
const MOST_AT_ONCE = 512;

/** So many scores are enough to tell one pass from the next; of more cases every second, third and so on is asked. */
const MOST_NUMBERS = 100_000_000;

export interface NextItemQuality {
  readonly hr10: number;
  readonly ndcg10: number;
}

/**
 * How well the network finds what shoppers did next, among all items but those of their history: the share of cases with the item among the first ten, and
 * the mean of 1 / log2(place + 1), 0 beyond the tenth. Cases without a known item in their history count as missed.
 *
 * @throws the reason of the signal, when it is aborted.
 */
export async function nextItemQuality(
  tf: TensorFlow,
  { shape, table, rest }: SequenceNetwork,
  cases: readonly NextItemCase[],
  signal: AbortSignal,
  mostNumbers = MOST_NUMBERS,
): Promise<NextItemQuality> {
  const network = tensorsOf(tf, shape, rest);
  const vectors = tf.tensor2d(table, [shape.items, shape.width]);
  const atOnce = Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(NUMBERS_AT_ONCE / shape.items)));
  const every = Math.max(1, Math.ceil((cases.length * shape.items) / mostNumbers));
  const sample = cases.filter((_, at) => at % every === 0);
  const known = sample
    .map(({ history, target }) => ({
      history,
      target,
      latest: latestOf(history, shape.length, shape.items),
    }))
    .filter(({ latest }) => latest.length > 0)
    .toSorted((a, b) => a.latest.length - b.latest.length);
  let hits = 0;
  let gain = 0;
  try {
    for (let at = 0; at < known.length; at += atOnce) {
      signal.throwIfAborted();
      const asked = known.slice(at, at + atOnce);
      const scores = tf.tidy(() =>
        timesTurned(
          tf,
          statesAfter(
            tf,
            { shape, network, table },
            asked.map(({ latest }) => latest),
          ),
          vectors,
        ),
      );
      const numbers = scores.dataSync<'float32'>();
      scores.dispose();
      asked.forEach(({ history, target }, index) => {
        const row = numbers.subarray(index * shape.items, (index + 1) * shape.items);
        const before = itemsBefore(row, history, target);
        if (before >= PLACES) return;
        hits += 1;
        gain += 1 / Math.log2(before + 2);
      });
      await setImmediate();
    }
  } finally {
    tf.dispose([vectors, ...network.blocks.flatMap((block) => Object.values(block))]);
    tf.dispose(Object.values(network.last));
  }
  const count = Math.max(1, sample.length);
  return { hr10: hits / count, ndcg10: gain / count };
}

/** How many items that are not in the history come before the target; equal ones do. */
function itemsBefore(scores: Float32Array, history: Uint32Array, target: number): number {
  const wanted = scores[target] ?? -Infinity;
  let before = -1;
  for (const score of scores) if (score >= wanted) before += 1;
  for (const item of new Set(history))
    if (item !== target && (scores[item] ?? -Infinity) >= wanted) before -= 1;
  return before;
}
