import type { FieldCondition, Filter, NumberRange } from '../../search/filter.types';
import { availabilityCode } from './availability-codes';
import { categoryTerm } from './category-terms';
import { ATTRIBUTE_KINDS, type FieldKind } from './field-values';
import { allOf, anyOf, fragment, type SqlFragment } from './sql-fragment';

/**
 * Turns a filter into a condition on `p`, a row of `keyword_product`. Every condition is 1 or 0, never NULL, so that `not`
 * means what it says: a product without a price is not below 10, and is `not` below 10.
 */
export function compileFilter(filter: Filter): SqlFragment {
  if (filter.op === 'and') return allOf(filter.clauses.map(compileFilter));
  if (filter.op === 'or') return anyOf(filter.clauses.map(compileFilter));
  if (filter.op !== 'not') return compileCondition(filter);
  const clause = compileFilter(filter.clause);
  return { ...clause, sql: `(NOT ${clause.sql})` };
}

function compileCondition(condition: FieldCondition): SqlFragment {
  return isOnValues(condition)
    ? compileValueCondition(condition)
    : compileColumnCondition(condition);
}

/** Fields that may have several values, and attributes. */
type ValueCondition = Extract<
  FieldCondition,
  { readonly op: 'category' | 'tag' | `attribute${string}` }
>;

function isOnValues(condition: FieldCondition): condition is ValueCondition {
  const { op } = condition;
  return op === 'category' || op === 'tag' || op.startsWith('attribute');
}

function compileColumnCondition(condition: Exclude<FieldCondition, ValueCondition>): SqlFragment {
  switch (condition.op) {
    case 'sku':
      return fragment(`(p.sku IN ${VALUES_OF_LIST})`, JSON.stringify(condition.anyOf));
    case 'brand':
      return oneOfTerms('p.brand', condition.anyOf);
    case 'locale':
      return oneOfTerms('p.locale', condition.anyOf);
    case 'availability':
      return fragment(
        `(p.availability IN ${VALUES_OF_LIST})`,
        JSON.stringify(condition.anyOf.map(availabilityCode)),
      );
    case 'price':
      return allOf([
        inRange('p.price', condition.range),
        ...(condition.currency === undefined
          ? []
          : [fragment('COALESCE(p.currency = ?, 0)', condition.currency)]),
      ]);
    case 'publishedAt':
      return inRange('p.published', condition.range);
  }
}

function compileValueCondition(condition: ValueCondition): SqlFragment {
  switch (condition.op) {
    case 'category':
      return hasTerm({ kind: 'category', key: '' }, condition.anyOf.map(categoryTerm));
    case 'tag':
      return hasTerm({ kind: 'tag', key: '' }, condition.anyOf);
    case 'attributeText':
      return hasTerm({ kind: 'text', key: condition.key }, condition.anyOf);
    case 'attributeNumber':
      return hasValue({ kind: 'number', key: condition.key }, bounds('v.value', condition.range));
    case 'attributeBoolean':
      return hasValue(
        { kind: 'boolean', key: condition.key },
        fragment('v.value = ?', condition.value ? 1 : 0),
      );
    case 'attributeExists':
      return anyOf(
        ATTRIBUTE_KINDS.map((kind) => hasValue({ kind, key: condition.key }, fragment('1'))),
      );
  }
}

/** A field that may have several values, as it is named in `keyword_field`. */
export interface FieldName {
  readonly kind: FieldKind;
  readonly key: string;
}

const VALUES_OF_LIST = '(SELECT value FROM json_each(?))';
const TERMS_OF_LIST = `(SELECT id FROM keyword_term WHERE text IN ${VALUES_OF_LIST})`;
const FIELD_ID = '(SELECT id FROM keyword_field WHERE key = ? AND kind = ?)';

function oneOfTerms(column: string, texts: readonly string[]): SqlFragment {
  return fragment(`COALESCE(${column} IN ${TERMS_OF_LIST}, 0)`, JSON.stringify(texts));
}

function hasTerm(field: FieldName, texts: readonly string[]): SqlFragment {
  return hasValue(field, fragment(`v.value IN ${TERMS_OF_LIST}`, JSON.stringify(texts)));
}

function hasValue(field: FieldName, condition: SqlFragment): SqlFragment {
  return fragment(
    `EXISTS (SELECT 1 FROM keyword_value v WHERE v.product = p.id AND v.field = ${FIELD_ID} AND ${condition.sql})`,
    field.key,
    field.kind,
    ...condition.parameters,
  );
}

function inRange(column: string, range: NumberRange): SqlFragment {
  const within = bounds(column, range);
  return { ...within, sql: `COALESCE(${within.sql}, 0)` };
}

/** Closed at both ends; NULL when the column is. */
function bounds(column: string, range: NumberRange): SqlFragment {
  const ends: SqlFragment[] = [];
  if (range.min !== undefined) ends.push(fragment(`${column} >= ?`, range.min));
  if (range.max !== undefined) ends.push(fragment(`${column} <= ?`, range.max));
  return ends.length === 0 ? fragment(`${column} IS NOT NULL`) : allOf(ends);
}
