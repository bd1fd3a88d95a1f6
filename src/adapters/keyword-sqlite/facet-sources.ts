import type { FacetField } from '../../search/facet.types';
import { availabilityOf } from './availability-codes';
import { categoryPathOf } from '../../search/matching/category-terms';
import { ATTRIBUTE_KINDS, type FieldKind } from './field-values';
import { fragment, type SqlFragment } from './sql-fragment';

/** Where the values of a facet's field stand, and how they read. */
export interface FacetSource {
  /** `term`: a number of `keyword_term`. `number`: the value itself. `code`: a small number with a label of its own. */
  readonly holds: 'term' | 'number' | 'code';
  /** The column of the value. */
  readonly column: string;
  /** What stands after FROM, with the hit as `h`: one row for each value of each hit. */
  readonly from: SqlFragment;
  /** The label of a `number` or `code`. */
  readonly labelOf: (value: number) => string;
}

/** A field of `keyword_field` as it stands in the index. */
export interface NumberedField {
  readonly id: number;
  readonly kind: FieldKind;
}

// A CROSS JOIN keeps SQLite to the order in which the tables stand.
const PRODUCTS_OF_HITS = fragment('temp.hit h CROSS JOIN keyword_product p ON p.id = h.id');
const PRODUCTS_AND_THEIR_HITS = fragment('keyword_product p CROSS JOIN temp.hit h ON h.id = p.id');

const BY_BRAND = { from: PRODUCTS_AND_THEIR_HITS };

const noLabel = (value: number): string => String(value);

/**
 * Where to read a facet's values.
 *
 * @param fields what the index knows under the facet's attribute key, or the field of categories or tags; none when no
 *   product has such a value.
 * @param manyHits a good part of the catalogue is in the hit table: then it is faster to go through all values of a field and
 *   ask whose they are than to look up the values of each hit.
 */
export function facetSources(
  facet: FacetField,
  fields: readonly NumberedField[],
  manyHits: boolean,
): readonly FacetSource[] {
  switch (facet.kind) {
    case 'brand':
      // There is an index by brand: reading it spares sorting the hits.
      return [{ ...productColumn('p.brand', 'term', noLabel), ...(manyHits && BY_BRAND) }];
    case 'locale':
      return [productColumn('p.locale', 'term', noLabel)];
    case 'price':
      return [productColumn('p.price', 'number', String)];
    case 'availability':
      return [productColumn('p.availability', 'code', availabilityOf)];
    case 'category':
    case 'tag':
    case 'attribute':
      return fields.map((field) => valuesOfField(field, manyHits));
  }
}

/** The fields of `keyword_field` that a facet counts over; null when it counts over a column of the product. */
export function fieldsQuery(facet: FacetField): SqlFragment | null {
  const query = 'SELECT id, kind FROM keyword_field WHERE key = ? AND kind IN (?, ?, ?)';
  if (facet.kind === 'attribute') return fragment(query, facet.key, ...ATTRIBUTE_KINDS);
  if (facet.kind !== 'category' && facet.kind !== 'tag') return null;
  return fragment(query, '', facet.kind, facet.kind, facet.kind);
}

function productColumn(
  column: string,
  holds: FacetSource['holds'],
  labelOf: (value: number) => string,
): FacetSource {
  return { holds, column, from: PRODUCTS_OF_HITS, labelOf };
}

const VALUES_OF_HITS = 'temp.hit h CROSS JOIN keyword_value v ON v.product = h.id AND v.field = ?';
const VALUES_AND_THEIR_HITS =
  'keyword_value v CROSS JOIN temp.hit h ON h.id = v.product AND v.field = ?';

function valuesOfField({ id, kind }: NumberedField, manyHits: boolean): FacetSource {
  const from = fragment(manyHits ? VALUES_AND_THEIR_HITS : VALUES_OF_HITS, id);
  const common = { column: 'v.value', from };
  switch (kind) {
    case 'number':
      return { ...common, holds: 'number', labelOf: String };
    case 'boolean':
      return { ...common, holds: 'code', labelOf: (value) => String(value === 1) };
    case 'category':
    case 'tag':
    case 'text':
      return { ...common, holds: 'term', labelOf: noLabel };
  }
}

const PATH_SEPARATOR = ' > ';

/** What a term of a facet is called: categories by their whole path. */
export function bucketNames(
  facet: FacetField,
  term: string,
): { readonly label: string; readonly path?: readonly string[] } {
  if (facet.kind !== 'category') return { label: term };
  const path = categoryPathOf(term);
  return { label: path.join(PATH_SEPARATOR), path };
}

/** The same label in SQL, over a row `t` of `keyword_term`, to break ties before the list is cut. */
export function labelColumn(facet: FacetField): string {
  if (facet.kind !== 'category') return 't.text';
  return `(SELECT group_concat(value, '${PATH_SEPARATOR}') FROM json_each(t.text))`;
}
