import { TroveError, quoted } from '../shared/errors';
import { LIST_FIELDS, type ToDraft } from './apply-mapping';
import { guessKind } from './cleaning/guess-kind';
import { isAbsent } from './cleaning/text-list';
import { MAPPED_FIELDS, type MappedField } from './field-mapping';
import type { RowFormat } from './row-source.port';

/** Between the members of a list in a cell of CSV. */
const LIST_SEPARATOR = '|';

type NamedField = MappedField | 'attributes' | 'updatedAt';

const FIELD_BY_NAME: ReadonlyMap<string, NamedField> = new Map(
  [...MAPPED_FIELDS, 'attributes' as const, 'updatedAt' as const].map((field) => [
    field.toLowerCase(),
    field,
  ]),
);

/**
 * Makes drafts of rows without a mapping: columns named like a field are that field (`imageUrls`, `image_urls` and
 * `Image URLs` are the same), all others become attributes; `updatedAt`, which an export writes, is left out. In CSV a cell
 * holds several values with `|` between them, `attributes` as JSON, and other columns get their kind by `guessKind`;
 * elsewhere types are what they are.
 */
export function plainDrafts(format: RowFormat): ToDraft {
  const isText = format === 'csv';
  return (values) => {
    const draft: Record<string, unknown> = {};
    const others: [string, unknown][] = [];
    for (const [column, value] of Object.entries(values)) {
      const field = FIELD_BY_NAME.get(column.toLowerCase().replaceAll(/[\s_-]/g, ''));
      if (field === undefined) others.push([column, isText ? guessKind(value) : value]);
      else draft[field] = isText ? fromCell(field, value) : value;
    }
    return { ...draft, attributes: withOthers(draft['attributes'], others) };
  };
}

function fromCell(field: NamedField, cell: unknown): unknown {
  if (typeof cell !== 'string' || isAbsent(cell)) return cell;
  if (field === 'attributes') return attributesFromJson(cell);
  return LIST_FIELDS.has(field as MappedField) ? cell.split(LIST_SEPARATOR) : cell;
}

function attributesFromJson(cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch (error) {
    throw new TroveError(
      'INVALID_INPUT',
      `${quoted(cell)} is no JSON object. Write attributes like {"colour": "black"}, or one column for each.`,
      { field: 'attributes' },
      { cause: error },
    );
  }
}

/** What is no object is handed on as it is: cleaning says what is wrong with it. */
function withOthers(attributes: unknown, others: readonly [string, unknown][]): unknown {
  if (others.length === 0) return attributes;
  if (isAbsent(attributes)) return Object.fromEntries(others);
  if (typeof attributes !== 'object' || Array.isArray(attributes)) return attributes;
  return { ...attributes, ...Object.fromEntries(others) };
}
