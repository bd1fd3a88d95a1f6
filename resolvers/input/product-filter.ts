import type { AttributeConditionInput } from '../../schema/search/attribute-condition.input';
import type { FilterInput } from '../../schema/search/filter.input';
import type { Filter } from '../../src/search/filter.types';
import { asSku } from '../../src/shared/ids';
import { numberRange } from './number-range';
import { onlyGiven } from './only-given';

type FilterName = keyof FilterInput;

/** What each field of a filter means, as one condition. */
type Readers = {
  readonly [Name in FilterName]: (value: NonNullable<FilterInput[Name]>) => Filter;
};

const readers: Readers = {
  and: (clauses) => ({ op: 'and', clauses: clauses.map(allOf) }),
  or: (clauses) => ({ op: 'or', clauses: clauses.map(allOf) }),
  not: (clause) => ({ op: 'not', clause: allOf(clause) }),
  sku: (anyOf) => ({ op: 'sku', anyOf: anyOf.map(asSku) }),
  brand: (anyOf) => ({ op: 'brand', anyOf }),
  category: (anyOf) => ({ op: 'category', anyOf: anyOf.map(({ path }) => path) }),
  tag: (anyOf) => ({ op: 'tag', anyOf }),
  locale: (anyOf) => ({ op: 'locale', anyOf }),
  availability: (anyOf) => ({ op: 'availability', anyOf }),
  price: ({ currency, ...range }) => ({
    op: 'price',
    range: numberRange(range),
    ...(currency === null || currency === undefined ? {} : { currency }),
  }),
  publishedAt: ({ from, to }) => ({
    op: 'publishedAt',
    range: numberRange({ min: from?.getTime() ?? null, max: to?.getTime() ?? null }),
  }),
  attributes: (conditions) => ({ op: 'and', clauses: conditions.map(attributeCondition) }),
};

const FIELDS = Object.keys(readers) as readonly FilterName[];

/**
 * Everything that is given must hold. Null when no filter is given, or one without any condition; deeper in the tree the
 * search service refuses that.
 */
export function productFilter(input: FilterInput | null | undefined): Filter | null {
  const filter = input ? allOf(input) : null;
  return filter?.op === 'and' && filter.clauses.length === 0 ? null : filter;
}

function allOf(input: FilterInput): Filter {
  const clauses = FIELDS.flatMap((name) => condition(input, name));
  const [only] = clauses;
  return only !== undefined && clauses.length === 1 ? only : { op: 'and', clauses };
}

function condition(input: FilterInput, name: FilterName): Filter[] {
  const value = input[name];
  // The compiler does not see that reader and value go by the same name.
  const read = readers[name] as (value: unknown) => Filter;
  return value === null || value === undefined ? [] : [read(value)];
}

function attributeCondition({ key, anyOf, range, is, exists }: AttributeConditionInput): Filter {
  const [kind, value] = onlyGiven({ anyOf, range, is, exists }, 'a condition on an attribute');
  switch (kind) {
    case 'anyOf':
      return { op: 'attributeText', key, anyOf: value };
    case 'range':
      return { op: 'attributeNumber', key, range: numberRange(value) };
    case 'is':
      return { op: 'attributeBoolean', key, value };
    case 'exists':
      return attributeExists(key, value);
  }
}

function attributeExists(key: string, exists: boolean): Filter {
  const condition: Filter = { op: 'attributeExists', key };
  return exists ? condition : { op: 'not', clause: condition };
}
