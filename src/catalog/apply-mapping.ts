import { TroveError } from '../shared/errors';
import { parseScaled } from './cleaning/parse-number';
import { splitPrice } from './cleaning/parse-price';
import { isAbsent, listOf } from './cleaning/text-list';
import {
  MAPPED_FIELDS,
  type FieldMapping,
  type FieldSource,
  type MappedField,
} from './field-mapping';
import { mappedAttributes } from './mapped-attributes';
import type { ProductDraft } from './product-draft.types';
import type { RowValues } from './row-source.port';

/** Fields that take several values. */
export const LIST_FIELDS: ReadonlySet<MappedField> = new Set([
  'identifiers',
  'categories',
  'tags',
  'imageUrls',
]);

/** Makes a draft of a row. Throws TroveError, with the field in its details, for a value that cannot be read as the mapping says. */
export type ToDraft = (values: RowValues) => ProductDraft;

/** Makes drafts as the mapping says. A column is named as it is, or, in nested rows, by its path: `offer.price`. */
export function mappedDrafts(mapping: FieldMapping): ToDraft {
  const fields = MAPPED_FIELDS.flatMap((field) => {
    const source = mapping.fields[field];
    return source ? [{ field, source }] : [];
  });
  const taken = new Set([...mapping.ignore, ...fields.flatMap(({ source }) => columnsOf(source))]);
  const attributesOf = mappedAttributes(mapping, taken);
  return (values) => {
    const draft = fields.map(
      ({ field, source }) => [field, fieldValue(field, source, values)] as const,
    );
    const filled: RowValues = Object.fromEntries(draft);
    return { ...filled, attributes: attributesOf(values) };
  };
}

function columnsOf(source: FieldSource): readonly string[] {
  return [...(source.columns ?? []), ...(source.column === undefined ? [] : [source.column])];
}

function fieldValue(field: MappedField, source: FieldSource, values: RowValues): unknown {
  if (source.value !== undefined) return source.value;
  const given = columnsOf(source)
    .flatMap((column) => listOf(valueAt(values, column)))
    .filter((value) => !isAbsent(value));
  const [first] = given;
  if (first === undefined) return source.default;
  if (field === 'price') return scaledPrice(first, source);
  return LIST_FIELDS.has(field) ? membersOf(field, given, source) : first;
}

/** Own columns only: no row reaches what every object inherits. */
export function valueAt(values: RowValues, column: string): unknown {
  if (Object.hasOwn(values, column)) return values[column];
  return column.includes('.') ? column.split('.').reduce<unknown>(memberOf, values) : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as RowValues)[name];
}

function membersOf(
  field: MappedField,
  given: readonly unknown[],
  { split, pathSeparator }: FieldSource,
): readonly unknown[] {
  const members = given.flatMap((value) => cut(value, split));
  if (field !== 'categories' || pathSeparator === undefined) return members;
  return members.map((path) => (typeof path === 'string' ? path.split(pathSeparator) : path));
}

function cut(value: unknown, separator: string | undefined): readonly unknown[] {
  return separator !== undefined && typeof value === 'string' ? value.split(separator) : [value];
}

/** The amount multiplied, its currency kept: `1.299,00 €` may become `€ 1299`. */
function scaledPrice(price: unknown, { scale, decimal }: FieldSource): unknown {
  if (scale === undefined && decimal === undefined) return price;
  const { amount, unit } = splitPrice(price);
  try {
    const scaled = parseScaled(amount, scale ?? 1, decimal);
    return unit === null ? scaled : `${unit} ${scaled}`;
  } catch (error) {
    if (!(error instanceof TroveError)) throw error;
    throw new TroveError(error.code, error.message, { field: 'price' });
  }
}
