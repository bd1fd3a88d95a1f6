import { TroveError, quoted } from '../shared/errors';
import { attributeKey, freeAttributeKey } from './cleaning/attribute-key';
import { guessKind } from './cleaning/guess-kind';
import { parseScaled } from './cleaning/parse-number';
import { isAbsent } from './cleaning/text-list';
import type { AttributeSource, FieldMapping } from './field-mapping';
import { PRODUCT_LIMITS } from './product-limits';
import type { AttributeKind } from './product.types';
import type { RowValues } from './row-source.port';

/** Columns whose fate is remembered. Files have few columns and many rows; a file with more is read all the same. */
const REMEMBERED_COLUMNS = 20_000;

/** What becomes of a column: the attribute `key`, made as `source` says. */
interface NamedSource {
  readonly key: string;
  readonly source: Omit<AttributeSource, 'column' | 'prefix'>;
}

/**
 * Makes the attributes of a draft from the columns of a row, as the mapping says: columns named one by one first, then by
 * prefix in the order of the mapping, then the rest.
 *
 * @param taken columns that are not attributes.
 * @returns a function that throws TroveError INVALID_INPUT for a value to be scaled that is no number.
 */
export function mappedAttributes(
  mapping: Pick<FieldMapping, 'attributes' | 'unmapped'>,
  taken: ReadonlySet<string>,
): (values: RowValues) => RowValues {
  const decided = new Map<string, NamedSource | null>();
  const sourceOf = (column: string): NamedSource | null => {
    const known = decided.get(column);
    if (known !== undefined) return known;
    const source = taken.has(column) ? null : decide(column, mapping);
    if (decided.size < REMEMBERED_COLUMNS) decided.set(column, source);
    return source;
  };
  return (values) => {
    const attributes = new Map<string, unknown>();
    for (const [column, value] of Object.entries(values)) {
      const named = isAbsent(value) ? null : sourceOf(column);
      if (named) add(attributes, named, attributeOf(column, value, named.source));
    }
    return Object.fromEntries(attributes);
  };
}

function decide(
  column: string,
  { attributes, unmapped }: Pick<FieldMapping, 'attributes' | 'unmapped'>,
): NamedSource | null {
  for (const source of attributes)
    if ('column' in source && source.column === column)
      return { key: keyOf(source.key ?? column), source };
  for (const source of attributes)
    if ('prefix' in source && column.startsWith(source.prefix) && column !== source.prefix)
      return { key: keyOf(column.slice(source.prefix.length)), source };
  return unmapped === 'attributes' ? { key: keyOf(column), source: { kind: 'guess' } } : null;
}

/** In its final spelling, so that collisions are seen here; one without letters is left for cleaning to refuse. */
function keyOf(name: string): string {
  return attributeKey(name, PRODUCT_LIMITS.rawText) || name;
}

interface DraftAttribute {
  readonly kind: AttributeKind;
  readonly value: unknown;
}

function add(
  attributes: Map<string, unknown>,
  { key }: NamedSource,
  { kind, value }: DraftAttribute,
): void {
  attributes.set(freeAttributeKey(key, kind, attributes), value);
}

function attributeOf(column: string, raw: unknown, source: NamedSource['source']): DraftAttribute {
  const { kind, split, scale, decimal } = source;
  if (kind === 'list' || split !== undefined) return { kind: 'list', value: cut(raw, split) };
  if (scale !== undefined || decimal !== undefined)
    return { kind: 'number', value: scaled(column, raw, source) };
  // Several texts where one was expected are no fault of the row.
  if (Array.isArray(raw)) return { kind: 'list', value: raw };
  if (kind !== 'guess') return { kind, value: { kind, value: raw } };
  const value = guessKind(raw);
  return { kind: kindOf(value), value };
}

function cut(raw: unknown, separator: string | undefined): readonly unknown[] {
  if (Array.isArray(raw)) return raw.flatMap((member: unknown) => cut(member, separator));
  return typeof raw === 'string' && separator !== undefined ? raw.split(separator) : [raw];
}

function scaled(column: string, raw: unknown, source: NamedSource['source']): number {
  try {
    return parseScaled(raw, source.scale ?? 1, source.decimal);
  } catch (error) {
    if (!(error instanceof TroveError)) throw error;
    throw new TroveError(error.code, `Column ${quoted(column)}: ${error.message}`, {
      field: 'attributes',
    });
  }
}

function kindOf(value: unknown): AttributeKind {
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'text';
}
