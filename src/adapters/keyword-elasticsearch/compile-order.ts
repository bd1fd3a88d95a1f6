import type { estypes } from '@elastic/elasticsearch';
import type { SearchSort, SortKey, UnavailablePolicy } from '../../search/keyword-engine.port';
import { TroveError, quoted } from '../../shared/errors';

type SortValue = number | string;

/** One thing that hits are compared by. */
interface Criterion {
  readonly sort: estypes.SortCombinations;
  /** How many numbers or texts stand for it in a sort key. */
  readonly width: 1 | 2;
  /** From what Elasticsearch sorted by to what compares ascending. */
  toKey(value: SortValue): SortKey;
  toSortValue(key: SortKey): SortValue;
}

/** What hits are compared by, first to last. SKUs compare byte by byte in UTF-8, which is code point order. */
export class HitOrder {
  private readonly criteria: readonly Criterion[];
  private readonly unavailableLast: boolean;

  constructor(sort: SearchSort, unavailable: UnavailablePolicy) {
    this.unavailableLast = unavailable === 'LAST';
    const last = this.unavailableLast ? [ascending('unavailable')] : [];
    this.criteria = [...last, BY_SORT[sort], ascending('sku')];
  }

  /** How many there are. */
  get width(): number {
    return this.criteria.length;
  }

  get sort(): estypes.SortCombinations[] {
    return this.criteria.map((criterion) => criterion.sort);
  }

  /** Whether a hit stands after all others because it cannot be had. */
  isBehind(values: readonly SortValue[]): boolean {
    return this.unavailableLast && values[0] === 1;
  }

  keyOf(values: readonly SortValue[]): SortKey {
    const key: (number | string)[] = [];
    for (const [place, criterion] of this.criteria.entries())
      key.push(...criterion.toKey(values[place] ?? 0));
    return key;
  }

  /** @throws TroveError CURSOR_MISMATCH for a place in another order. */
  searchAfter(place: SortKey): SortValue[] {
    const width = this.criteria.reduce((sum, criterion) => sum + criterion.width, 0);
    const fits =
      place.length === width &&
      place.every((value, index) => typeof value === (index === width - 1 ? 'string' : 'number'));
    if (!fits)
      throw new TroveError(
        'CURSOR_MISMATCH',
        `The cursor stands for ${quoted(place)}, which is no place in this order. Start again without a cursor.`,
      );
    let at = 0;
    return this.criteria.map((criterion) => {
      const key = place.slice(at, (at += criterion.width));
      return criterion.toSortValue(key);
    });
  }
}

const first = (key: SortKey): SortValue => key[0] ?? 0;

function ascending(field: string): Criterion {
  return {
    sort: { [field]: { order: 'asc' } },
    width: 1,
    toKey: (value) => [value],
    toSortValue: first,
  };
}

/** Subtracted from zero rather than negated, which would make a negative zero. */
const opposite = (value: SortValue): number => 0 - Number(value);

function descending(sort: estypes.SortCombinations): Criterion {
  return {
    sort,
    width: 1,
    toKey: (value) => [opposite(value)],
    toSortValue: (key) => opposite(first(key)),
  };
}

/** @param missing stands for "none" in the sort of Elasticsearch, where it comes last; no product has this value. */
function missingLast(field: string, order: 'asc' | 'desc', missing: number): Criterion {
  const turned = (value: SortValue): number => (order === 'asc' ? Number(value) : opposite(value));
  return {
    sort: { [field]: { order, missing } },
    width: 2,
    toKey: (value) => (value === missing ? [1, 0] : [0, turned(value)]),
    toSortValue: ([isMissing, key = 0]) => (isMissing === 1 ? missing : turned(key)),
  };
}

/** Far above any price. */
const ABOVE_ALL_PRICES = 1e300;
const BELOW_ALL_PRICES = -1;
/** Before the first moment that a date can hold. */
const BEFORE_ALL_TIME = -9e15;

const BY_SORT: Readonly<Record<SearchSort, Criterion>> = {
  RELEVANCE: descending({ _score: { order: 'desc' } }),
  PRICE_ASC: missingLast('price', 'asc', ABOVE_ALL_PRICES),
  PRICE_DESC: missingLast('price', 'desc', BELOW_ALL_PRICES),
  NEWEST: missingLast('published', 'desc', BEFORE_ALL_TIME),
  POPULARITY: descending({ popularity: { order: 'desc' } }),
};
