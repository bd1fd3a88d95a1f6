import type { estypes } from '@elastic/elasticsearch';
import type { FieldCondition, Filter, NumberRange } from '../../search/filter.types';
import { booleanTerm, numberTerm, textTerm } from './attribute-terms';
import { categoryKey } from './category-labels';

export type Query = estypes.QueryDslQueryContainer;

const NOTHING: Query = { match_none: {} };
export const EVERYTHING: Query = { match_all: {} };

/**
 * Turns a filter into a query. Elasticsearch counts how deep queries lie within each other, and refuses more than 30: a clause
 * that stands alone and a double "not" add no level.
 */
export function compileFilter(filter: Filter): Query {
  if (filter.op === 'and') return allOf(filter.clauses.map(compileFilter));
  if (filter.op === 'or') return anyOf(filter.clauses.map(compileFilter));
  if (filter.op !== 'not') return compileCondition(filter);
  const { clause } = filter;
  if (clause.op === 'not') return compileFilter(clause.clause);
  return { bool: { must_not: [compileFilter(clause)] } };
}

export function allOf(queries: readonly Query[]): Query {
  const demanding = queries.filter((query) => query !== EVERYTHING);
  const [only] = demanding;
  if (!only) return EVERYTHING;
  return demanding.length === 1 ? only : { bool: { filter: demanding } };
}

export function anyOf(queries: readonly Query[]): Query {
  if (queries.length === 0) return NOTHING;
  const [only] = queries;
  return only && queries.length === 1
    ? only
    : { bool: { should: [...queries], minimum_should_match: 1 } };
}

/** The field of attributes with this key. */
export function attributeField(key: string): string {
  return `attributes.${key}`;
}

/** The smallest and the largest number of an attribute: a range over this field needs both ends, or it would run into other kinds. */
export const LOWEST_NUMBER = numberTerm(Number.NEGATIVE_INFINITY);
export const HIGHEST_NUMBER = numberTerm(Number.POSITIVE_INFINITY);

function compileCondition(condition: FieldCondition): Query {
  if ('key' in condition) return compileAttribute(condition);
  switch (condition.op) {
    case 'price':
      return compilePrice(condition);
    case 'publishedAt':
      return within('published', condition.range);
    case 'category':
      return oneOf('categories', condition.anyOf.map(categoryKey));
    case 'tag':
      return oneOf('tags', condition.anyOf);
    case 'sku':
    case 'brand':
    case 'locale':
    case 'availability':
      return oneOf(condition.op, condition.anyOf);
  }
}

function compileAttribute(condition: Extract<FieldCondition, { readonly key: string }>): Query {
  const field = attributeField(condition.key);
  switch (condition.op) {
    case 'attributeText':
      return oneOf(field, condition.anyOf.map(textTerm));
    case 'attributeNumber':
      return attributeWithin(field, condition.range);
    case 'attributeBoolean':
      return { term: { [field]: booleanTerm(condition.value) } };
    case 'attributeExists':
      return { exists: { field } };
  }
}

function compilePrice({ range, currency }: Extract<FieldCondition, { op: 'price' }>): Query {
  const amount = within('price', range);
  return currency === undefined ? amount : allOf([amount, { term: { currency } }]);
}

function oneOf(field: string, values: readonly string[]): Query {
  if (values.length === 0) return NOTHING;
  return { terms: { [field]: [...values] } };
}

function within(field: string, { min, max }: NumberRange): Query {
  if (min === undefined && max === undefined) return { exists: { field } };
  return {
    range: {
      [field]: { ...(min !== undefined && { gte: min }), ...(max !== undefined && { lte: max }) },
    },
  };
}

function attributeWithin(field: string, { min, max }: NumberRange): Query {
  const gte = min === undefined ? LOWEST_NUMBER : numberTerm(min);
  const lte = max === undefined ? HIGHEST_NUMBER : numberTerm(max);
  return { range: { [field]: { gte, lte } } };
}
