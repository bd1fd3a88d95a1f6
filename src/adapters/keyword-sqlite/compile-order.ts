import type { SearchSort, SortKey, UnavailablePolicy } from '../../search/keyword-engine.port';
import { TroveError, quoted } from '../../shared/errors';
import { FIRST_UNAVAILABLE } from './availability-codes';
import { fragment, TRUE, type SqlFragment } from './sql-fragment';

/** What a hit is compared by, first to last, ascending; over `h` (the hit), `p` (its product) and `c` (its counters). */
export interface Order {
  readonly keys: readonly string[];
  /** The keys read `c`. */
  readonly needsCounters: boolean;
}

/** 1 for products that cannot be had now. */
export const IS_UNAVAILABLE = `p.availability >= ${String(FIRST_UNAVAILABLE)}`;

/** SKUs compare byte by byte in UTF-8, which is code point order. */
const BY_SKU = 'p.sku';

/** Missing values sort after all others, and among themselves by SKU. */
const missingLast = (column: string, key: string) => [`${column} IS NULL`, `COALESCE(${key}, 0)`];

const KEYS: Readonly<Record<SearchSort, readonly string[]>> = {
  RELEVANCE: ['h.other', 'h.tier', '-COALESCE(h.score, 0)'],
  PRICE_ASC: missingLast('p.price', 'p.price'),
  PRICE_DESC: missingLast('p.price', '-p.price'),
  NEWEST: missingLast('p.published', '-p.published'),
  POPULARITY: ['-COALESCE(c.popularity, 0)'],
};

export function orderOf(sort: SearchSort, unavailable: UnavailablePolicy): Order {
  const last = unavailable === 'LAST' ? [IS_UNAVAILABLE] : [];
  return { keys: [...last, ...KEYS[sort], BY_SKU], needsCounters: sort === 'POPULARITY' };
}

/** The condition that keeps hits after a place in the order. */
export function afterPlace(order: Order, place: SortKey | null): SqlFragment {
  if (place === null) return TRUE;
  const fits =
    place.length === order.keys.length &&
    place.every((value, index) => typeof value === typeOfKey(order, index));
  if (!fits)
    throw new TroveError(
      'CURSOR_MISMATCH',
      `The cursor stands for ${quoted(place)}, which is no place in this order. Start again without a cursor.`,
    );
  const marks = place.map(() => '?').join(', ');
  return fragment(`(${order.keys.join(', ')}) > (${marks})`, ...place);
}

function typeOfKey(order: Order, index: number): 'string' | 'number' {
  return index === order.keys.length - 1 ? 'string' : 'number';
}

/** Products that the policy leaves out. */
export function availabilityCondition(unavailable: UnavailablePolicy): SqlFragment {
  return unavailable === 'HIDE' ? fragment(`NOT (${IS_UNAVAILABLE})`) : TRUE;
}
