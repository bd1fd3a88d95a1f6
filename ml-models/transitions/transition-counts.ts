import type { InteractionLog } from '../../src/recommendation/learning/interaction-log.types';
import { inPortions, type PortionOrder } from '../runtime/in-portions';
import {
  occurrencesIn,
  PairCounter,
  toUnits,
  type Occurrences,
  type PairCounts,
} from '../runtime/pair-counts';
import type { TransitionOptions } from './transition-options';

/** What was counted: how much one item came after another, and how much was done with each. */
export interface TransitionCounts {
  /** The pair (i, j): j came after i. */
  readonly pairs: PairCounts;
  /** How many times that was seen, of the same pairs: whole numbers, whatever the acts weigh. */
  readonly times: PairCounts;
  /** By item: the weights of its acts, in units. */
  readonly acts: Float64Array;
}

/**
 * Counts what came after what: for two acts of a shopper, `between` of the same shopper's acts apart,
 *
 *   √(weight · weight') · gapDecay^between · acts^(−lengthExponent)
 */
export async function countTransitions(
  log: InteractionLog,
  options: TransitionOptions,
  order: PortionOrder,
): Promise<TransitionCounts> {
  const counter = new PairCounter(log.itemCount);
  const timesCounter = new PairCounter(log.itemCount);
  const occurrences = occurrencesIn(log);
  const decays = Float64Array.from({ length: options.window }, (_, gap) => options.gapDecay ** gap);
  const countItem = (item: number): void => {
    const end = occurrences.offsets[item + 1] ?? 0;
    for (let entry = occurrences.offsets[item] ?? end; entry < end; entry += 1)
      countAfter(log, occurrences.acts[entry] ?? 0, {
        occurrences,
        counter,
        timesCounter,
        decays,
        options,
      });
    counter.endItem();
    timesCounter.endItem();
  };
  await inPortions(log.itemCount, countItem, order);
  return { pairs: counter.counts(), times: timesCounter.counts(), acts: actsByItem(log) };
}

interface Counting {
  readonly occurrences: Occurrences;
  readonly counter: PairCounter;
  readonly timesCounter: PairCounter;
  readonly decays: Float64Array;
  readonly options: TransitionOptions;
}

function countAfter(log: InteractionLog, act: number, counting: Counting): void {
  const { counter, timesCounter, decays, options, occurrences } = counting;
  const shopper = occurrences.shoppers[act] ?? 0;
  const end = log.offsets[shopper + 1] ?? 0;
  const own = (end - (log.offsets[shopper] ?? 0)) ** -options.lengthExponent;
  const last = Math.min(act + options.window, end - 1);
  for (let later = act + 1; later <= last; later += 1) {
    const other = log.items[later] as number;
    if (other === log.items[act]) continue;
    const decay = decays[later - act - 1] as number;
    const units = toUnits(weightOfBoth(log, act, later) * own * decay);
    if (units === 0) continue;
    counter.add(other, units);
    timesCounter.add(other, 1);
  }
}

function weightOfBoth({ weights }: InteractionLog, act: number, later: number): number {
  return weights === null ? 1 : Math.sqrt((weights[act] ?? 1) * (weights[later] ?? 1));
}

function actsByItem(log: InteractionLog): Float64Array {
  const acts = new Float64Array(log.itemCount);
  for (const [act, item] of log.items.entries())
    acts[item] = (acts[item] ?? 0) + toUnits(log.weights?.[act] ?? 1);
  return acts;
}
