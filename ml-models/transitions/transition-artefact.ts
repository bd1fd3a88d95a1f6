import { corruptModel, noCounters, numberIn, requireSameCounting } from '../runtime/artefact-facts';
import type { LinkedRows } from '../runtime/linked-rows-recommender';
import { rowArrays, rowsFrom, type NeighbourRows } from '../runtime/neighbour-rows';
import { packArrays, unpackArrays } from '../runtime/packed-arrays';
import { pairArrays, pairsFrom } from '../runtime/pair-arrays';
import { UNITS } from '../runtime/pair-counts';
import type { TransitionCounts } from './transition-counts';
import type { TransitionOptions } from './transition-options';

const KIND = 'transitions-2';

/** Options that decide what is counted; the others only decide what is made of it. */
const COUNTING = ['window', 'gapDecay', 'lengthExponent'];

export function packTransitions(
  rows: NeighbourRows,
  { pairs, times, acts }: TransitionCounts,
  options: TransitionOptions,
): Buffer {
  const counters = options.keepCounters
    ? { ...pairArrays(pairs, 'pair'), ...pairArrays(times, 'time') }
    : {};
  return packArrays(KIND, {
    arrays: { ...rowArrays(rows), acts, ...counters },
    facts: { ...options },
  });
}

/** @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE */
export function unpackTransitions(artefact: Uint8Array): LinkedRows {
  const { arrays, facts } = unpackArrays(KIND, artefact);
  const { acts } = arrays;
  const rows = rowsFrom(arrays);
  if (!(acts instanceof Float64Array) || acts.length !== rows.itemCount)
    throw corruptModel('it holds no acts');
  const most = acts.reduce((a, b) => Math.max(a, b), UNITS);
  const prior = numberIn(facts, 'prior');
  return {
    rows,
    prior: Float32Array.from(acts, (units) => (prior * units) / most),
    historyDecay: numberIn(facts, 'historyDecay'),
    historyLength: numberIn(facts, 'historyLength'),
  };
}

/** What an earlier fit counted. @throws TroveError INVALID_INPUT when it cannot be gone on from. */
export function countsIn(artefact: Uint8Array, options: TransitionOptions): TransitionCounts {
  const { arrays, facts } = unpackArrays(KIND, artefact);
  requireSameCounting(facts, { ...options }, COUNTING);
  const [pairs, times] = [pairsFrom(arrays, 'pair'), pairsFrom(arrays, 'time')];
  const { acts } = arrays;
  if (pairs === null || times === null || !(acts instanceof Float64Array)) throw noCounters();
  return { acts, pairs, times };
}
