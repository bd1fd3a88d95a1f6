import { noCounters, numberIn, requireSameCounting } from '../runtime/artefact-facts';
import type { LinkedRows } from '../runtime/linked-rows-recommender';
import { rowArrays, rowsFrom, type NeighbourRows } from '../runtime/neighbour-rows';
import { packArrays, unpackArrays, type NamedArrays } from '../runtime/packed-arrays';
import { pairArrays, pairsFrom } from '../runtime/pair-arrays';
import type { ItemNeighbourOptions } from './item-neighbour-options';
import type { SharedShoppers } from './shared-shoppers';

const KIND = 'item-neighbours-1';

/** Options that decide what is counted; the others only decide what is made of it. */
const COUNTING = ['lengthExponent', 'historyLength'];

export function packItemNeighbours(
  rows: NeighbourRows,
  { pairs, own }: SharedShoppers,
  options: ItemNeighbourOptions,
): Buffer {
  const counters: NamedArrays = options.keepCounters ? { ...pairArrays(pairs, 'pair'), own } : {};
  return packArrays(KIND, { arrays: { ...rowArrays(rows), ...counters }, facts: { ...options } });
}

/** @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE */
export function unpackItemNeighbours(artefact: Uint8Array): LinkedRows {
  const { arrays, facts } = unpackArrays(KIND, artefact);
  return {
    rows: rowsFrom(arrays),
    prior: null,
    historyDecay: numberIn(facts, 'historyDecay'),
    historyLength: numberIn(facts, 'historyLength'),
  };
}

/** What an earlier fit counted. @throws TroveError INVALID_INPUT when it cannot be gone on from. */
export function sharedShoppersIn(
  artefact: Uint8Array,
  options: ItemNeighbourOptions,
): SharedShoppers {
  const { arrays, facts } = unpackArrays(KIND, artefact);
  requireSameCounting(facts, { ...options }, COUNTING);
  const pairs = pairsFrom(arrays, 'pair');
  const { own } = arrays;
  if (pairs === null || !(own instanceof Float64Array)) throw noCounters();
  return { own, pairs };
}
