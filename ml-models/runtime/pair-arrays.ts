import type { NamedArrays } from './packed-arrays';
import type { PairCounts } from './pair-counts';

/** As arrays of an artefact. @param name what was counted, such as `pair`. */
export function pairArrays({ offsets, others, amounts }: PairCounts, name: string): NamedArrays {
  return { [`${name}Offsets`]: offsets, [`${name}Others`]: others, [`${name}Amounts`]: amounts };
}

/** Null when the artefact holds none. */
export function pairsFrom(arrays: NamedArrays, name: string): PairCounts | null {
  const [offsets, others, amounts] = ['Offsets', 'Others', 'Amounts'].map(
    (part) => arrays[name + part],
  );
  const whole =
    offsets instanceof Uint32Array &&
    others instanceof Uint32Array &&
    amounts instanceof Uint32Array;
  return whole ? { offsets, others, amounts } : null;
}
