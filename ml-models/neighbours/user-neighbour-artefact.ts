import { corruptModel, requireSameCounting } from '../runtime/artefact-facts';
import { packArrays, unpackArrays } from '../runtime/packed-arrays';
import {
  USER_NEIGHBOUR_RANGES,
  USER_NEIGHBOUR_DEFAULTS,
  type UserNeighbourOptions,
} from './user-neighbour-options';

/** What shoppers touched, each item once: those of shopper `u` are from `offsets[u]` to before `offsets[u + 1]`, latest last. */
export interface KeptHistories {
  readonly itemCount: number;
  readonly offsets: Uint32Array;
  readonly items: Uint32Array;
}

const KIND = 'user-neighbours-1';

export function packUserNeighbours(
  { itemCount, offsets, items }: KeptHistories,
  options: UserNeighbourOptions,
): Buffer {
  return packArrays(KIND, { arrays: { offsets, items }, facts: { ...options, itemCount } });
}

/** @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE */
export function unpackUserNeighbours(artefact: Uint8Array): {
  readonly histories: KeptHistories;
  readonly options: UserNeighbourOptions;
} {
  const { arrays, facts } = unpackArrays(KIND, artefact);
  const { offsets, items } = arrays;
  const { itemCount } = facts;
  if (
    !(offsets instanceof Uint32Array && items instanceof Uint32Array) ||
    typeof itemCount !== 'number' ||
    offsets.at(-1) !== items.length ||
    items.some((item) => item >= itemCount)
  )
    throw corruptModel('its histories do not fit together');
  const names = Object.keys(USER_NEIGHBOUR_RANGES) as (keyof UserNeighbourOptions)[];
  const options = { ...USER_NEIGHBOUR_DEFAULTS };
  const said = names.map((name) => [name, facts[name]] as const);
  if (said.some(([, value]) => typeof value !== 'number'))
    throw corruptModel('it does not say its options');
  return {
    histories: { itemCount, offsets, items },
    options: { ...options, ...Object.fromEntries(said) },
  };
}

/** Histories of an earlier fit, then those that came since. @throws TroveError INVALID_INPUT when they were cut otherwise. */
export function historiesAfter(
  previous: Uint8Array,
  since: KeptHistories,
  options: UserNeighbourOptions,
): KeptHistories {
  const { histories: before, options: earlier } = unpackUserNeighbours(previous);
  requireSameCounting({ ...earlier }, { ...options }, ['historyLength']);
  const items = new Uint32Array(before.items.length + since.items.length);
  items.set(before.items);
  items.set(since.items, before.items.length);
  const shifted = since.offsets.subarray(1).map((offset) => offset + before.items.length);
  const offsets = new Uint32Array(before.offsets.length + shifted.length);
  offsets.set(before.offsets);
  offsets.set(shifted, before.offsets.length);
  return { itemCount: Math.max(before.itemCount, since.itemCount), offsets, items };
}
