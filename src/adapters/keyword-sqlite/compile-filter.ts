import type { FieldCondition, Filter, NumberRange } from '../../search/filter.types';
import { availabilityCode } from './availability-codes';
import { categoryTerm } from '../../search/matching/category-terms';
import { ATTRIBUTE_KINDS, type FieldKind } from './field-values';
import { allOf, anyOf, fragment, TRUE, type SqlFragment } from './sql-fragment';

/**
 * How many products a condition will be asked about. For few, the values of each are looked up; for every product, it is
 * faster to collect the products of the wanted values first.
 */
export type FilterReach = 'few products' | 'every product';

/**
 * Turns a filter into a condition on `p`, a row of `keyword_product`. Every condition is 1 or 0, never NULL, so that `not`
 * means what it says: a product without a price is not below 10, and is `not` below 10.
 */
export function compileFilter(filter: Filter, reach: FilterReach): SqlFragment {
  const compiled = (clause: Filter): SqlFragment => compileFilter(clause, reach);
  if (filter.op === 'and') return allOf(filter.clauses.map(compiled));
  if (filter.op === 'or') return anyOf(filter.clauses.map(compiled));
  if (filter.op !== 'not') return compileCondition(filter, reach);
  const clause = compiled(filter.clause);
  return { ...clause, sql: `(NOT ${clause.sql})` };
}

function compileCondition(condition: FieldCondition, reach: FilterReach): SqlFragment {
  if (!isOnValues(condition)) return compileColumnCondition(condition);
  const wanted = wantedValues(condition);
  return anyOf(wanted.map((values) => hasValue(values, reach)));
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

/** Values of one field that satisfy a condition. */
interface WantedValues {
  readonly kind: FieldKind;
  /** Attribute key; empty for categories and tags. */
  readonly key: string;
  /** On `v`, a row of `keyword_value`. */
  readonly condition: SqlFragment;
}

/** Any of them satisfies the condition. */
function wantedValues(condition: ValueCondition): readonly WantedValues[] {
  switch (condition.op) {
    case 'category':
      return [{ kind: 'category', key: '', condition: isTerm(condition.anyOf.map(categoryTerm)) }];
    case 'tag':
      return [{ kind: 'tag', key: '', condition: isTerm(condition.anyOf) }];
    case 'attributeText':
      return [{ kind: 'text', key: condition.key, condition: isTerm(condition.anyOf) }];
    case 'attributeNumber': {
      const within = bounds('v.value', condition.range);
      return [{ kind: 'number', key: condition.key, condition: within }];
    }
    case 'attributeBoolean': {
      const isSo = fragment('v.value = ?', condition.value ? 1 : 0);
      return [{ kind: 'boolean', key: condition.key, condition: isSo }];
    }
    case 'attributeExists':
      return ATTRIBUTE_KINDS.map((kind) => ({ kind, key: condition.key, condition: TRUE }));
  }
}

const VALUES_OF_LIST = '(SELECT value FROM json_each(?))';
const TERMS_OF_LIST = `(SELECT id FROM keyword_term WHERE text IN ${VALUES_OF_LIST})`;
const FIELD_ID = '(SELECT id FROM keyword_field WHERE key = ? AND kind = ?)';

function oneOfTerms(column: string, texts: readonly string[]): SqlFragment {
  return fragment(`COALESCE(${column} IN ${TERMS_OF_LIST}, 0)`, JSON.stringify(texts));
}

function isTerm(texts: readonly string[]): SqlFragment {
  return fragment(`v.value IN ${TERMS_OF_LIST}`, JSON.stringify(texts));
}

function hasValue({ kind, key, condition }: WantedValues, reach: FilterReach): SqlFragment {
  const wanted = `v.field = ${FIELD_ID} AND ${condition.sql}`;
  const sql =
    reach === 'few products'
      ? `EXISTS (SELECT 1 FROM keyword_value v WHERE v.product = p.id AND ${wanted})`
      : `(p.id IN (SELECT v.product FROM keyword_value v WHERE ${wanted}))`;
  return fragment(sql, key, kind, ...condition.parameters);
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
