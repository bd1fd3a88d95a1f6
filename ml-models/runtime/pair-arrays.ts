import type { NamedArrays } from './packed-arrays';
import type { PairCounts } from './pair-counts';

/** As arrays of an artefact. */
export function pairArrays({ offsets, others, amounts }: PairCounts): NamedArrays {
  return { pairOffsets: offsets, pairOthers: others, pairAmounts: amounts };
}

/** Null when the artefact holds none. */
export function pairsFrom(arrays: NamedArrays): PairCounts | null {
  const { pairOffsets: offsets, pairOthers: others, pairAmounts: amounts } = arrays;
  const whole =
    offsets instanceof Uint32Array &&
    others instanceof Uint32Array &&
    amounts instanceof Uint32Array;
  return whole ? { offsets, others, amounts } : null;
}
