import { TroveError } from '../../src/shared/errors';
import { rowArrays, rowsFrom, type NeighbourRows } from '../runtime/neighbour-rows';
import { packArrays, unpackArrays, type NamedArrays } from '../runtime/packed-arrays';
import { UNITS } from '../runtime/pair-counts';
import type { TransitionCounts } from './transition-counts';
import type { TransitionOptions } from './transition-options';
import type { TransitionMemory } from './transition-recommender';

const KIND = 'transitions-1';

/** Options that decide what is counted; the others only decide what is made of it. */
const COUNTING = ['window', 'gapDecay', 'lengthExponent'] as const;

export function packTransitions(
  rows: NeighbourRows,
  counts: TransitionCounts,
  options: TransitionOptions,
): Buffer {
  const { pairs, acts } = counts;
  const counters: NamedArrays = options.keepCounters
    ? { pairOffsets: pairs.offsets, pairOthers: pairs.others, pairAmounts: pairs.amounts }
    : {};
  return packArrays(KIND, {
    arrays: { ...rowArrays(rows), acts, ...counters },
    facts: { ...options },
  });
}

export function unpackTransitions(artefact: Uint8Array): TransitionMemory {
  const { arrays, facts } = unpackArrays(KIND, artefact);
  const { acts } = arrays;
  const rows = rowsFrom(arrays);
  if (!(acts instanceof Float64Array) || acts.length !== rows.itemCount)
    throw corrupt('it holds no acts');
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
  const { acts, pairOffsets: offsets, pairOthers: others, pairAmounts: amounts } = arrays;
  const other = COUNTING.find((name) => facts[name] !== options[name]);
  if (other !== undefined)
    throw new TroveError(
      'INVALID_INPUT',
      `The earlier fit counted with ${other} ${String(facts[other])}, this one with ${options[other]}. Fit anew from the whole log.`,
    );
  if (
    acts instanceof Float64Array &&
    offsets instanceof Uint32Array &&
    others instanceof Uint32Array &&
    amounts instanceof Uint32Array
  )
    return { acts, pairs: { offsets, others, amounts } };
  throw new TroveError(
    'INVALID_INPUT',
    'The earlier fit kept no counters (keepCounters false), so nothing can be added to them. Fit anew from the whole log.',
  );
}

function numberIn(facts: Readonly<Record<string, unknown>>, name: string): number {
  const value = facts[name];
  if (typeof value === 'number') return value;
  throw corrupt(`it does not say ${name}`);
}

function corrupt(why: string): TroveError {
  return new TroveError('MODEL_CORRUPT', `The model cannot be read: ${why}.`);
}
