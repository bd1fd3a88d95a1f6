import { z } from 'zod';
import { columnName, mappingComment, parseMapping, sourceByField } from './mapping-file';

/** Fields of a draft that a mapping can fill from columns. Attributes have a section of their own. */
export const MAPPED_FIELDS = [
  'sku',
  'title',
  'description',
  'brand',
  'identifiers',
  'categories',
  'price',
  'currency',
  'availability',
  'tags',
  'imageUrls',
  'locale',
  'publishedAt',
] as const;

export type MappedField = (typeof MAPPED_FIELDS)[number];

const constant = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const decimal = z.enum(['.', ',']);

const detailedSource = z
  .strictObject({
    /** The column that holds the field. */
    column: columnName.optional(),
    /** Several columns, joined into one list; of a field that is no list, the first that is given counts. */
    columns: z.array(columnName).min(1).optional(),
    /** The same for every row. */
    value: constant.optional(),
    /** Taken where the row gives nothing. */
    default: constant.optional(),
    /** Cuts each text into the members of a list. */
    split: z.string().min(1).optional(),
    /** Cuts each category text into the names of a path; ` > ` when absent. */
    pathSeparator: z.string().min(1).optional(),
    /** Multiplies a price: 0.01 for cents. */
    scale: z.number().positive().optional(),
    /** Which character stands before the decimals of a price. */
    decimal: decimal.optional(),
  })
  .refine((source) => [source.column, source.columns, source.value].filter(isGiven).length === 1, {
    error: 'Give exactly one of column, columns and value',
  });

const fieldSource = z
  .union([columnName, z.array(columnName).min(1), detailedSource])
  .transform(asDetailed);

const attributeKind = z.enum(['text', 'number', 'boolean', 'list', 'guess']);

const attributeShape = {
  /** `guess` takes JSON types as they are, and texts that read as a plain number or as true or false for one. */
  kind: attributeKind.default('guess'),
  split: z.string().min(1).optional(),
  scale: z.number().positive().optional(),
  decimal: decimal.optional(),
};

const attributeSource = z.union([
  z.strictObject({ column: columnName, key: z.string().min(1).optional(), ...attributeShape }),
  z.strictObject({ prefix: z.string().min(1), ...attributeShape }),
]);

const mappingSchema = z.strictObject({
  comment: mappingComment,
  fields: sourceByField(MAPPED_FIELDS, fieldSource),
  attributes: z.array(attributeSource).default([]),
  /** Columns that become nothing. */
  ignore: z.array(columnName).default([]),
  /** What becomes of columns named nowhere above. */
  unmapped: z.enum(['ignore', 'attributes']).default('ignore'),
});

/** How one field is made from columns. */
export type FieldSource = z.infer<typeof detailedSource>;
export type AttributeSource = z.infer<typeof attributeSource>;
export type GuessedKind = z.infer<typeof attributeKind>;
/** How columns of a file become fields of a product; documented in docs/importing.md. */
export type FieldMapping = z.infer<typeof mappingSchema>;

/**
 * Reads a mapping file.
 *
 * @param name the file, for messages.
 * @throws TroveError MAPPING_INVALID naming the file and every place at fault with what may stand there.
 */
export function parseFieldMapping(json: string, name: string): FieldMapping {
  return parseMapping(mappingSchema, { json, name, manual: 'docs/importing.md' });
}

function asDetailed(source: string | string[] | FieldSource): FieldSource {
  if (typeof source === 'string') return { column: source };
  return Array.isArray(source) ? { columns: source } : source;
}

function isGiven(value: unknown): boolean {
  return value !== undefined;
}
