import { hashText } from '../../shared/hash-text';

/**
 * A stem as a number: 30 bits of its digest, which need no table, fit a small integer and are the same in every process. Two stems
 * of one product and one query share a number about once in a million searches; then a feature of one candidate is a little off.
 */
export function stemId(stem: string): number {
  return hashText(stem) >>> 2;
}

/** The numbers of blank-joined stems, in their order. */
export function stemIds(stems: string): Int32Array {
  return stems === '' ? new Int32Array() : Int32Array.from(stems.split(' '), stemId);
}
