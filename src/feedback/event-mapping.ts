import { z } from 'zod';
import { columnName, mappingComment, parseMapping, sourceByField } from '../catalog/mapping-file';

/** Fields of an event draft, each of which a mapping can fill. */
export const EVENT_FIELDS = [
  'eventId',
  'kind',
  'sku',
  'shopper',
  'session',
  'occurredAt',
  'searchId',
  'recommendationId',
  'position',
  'quantity',
  'price',
  'currency',
  'rating',
] as const;

export type EventField = (typeof EVENT_FIELDS)[number];

const constant = z.union([z.string(), z.number()]);

const detailedSource = z
  .strictObject({
    /** The column that holds the field; in nested rows its path, such as `item.sku`. */
    column: columnName.optional(),
    /** The same for every row. */
    value: constant.optional(),
    /** Taken where the row gives nothing. */
    default: constant.optional(),
    /** What the file's words mean: `{"transaction": "PURCHASE"}`. Words that are not named stay as they are. */
    values: z.record(z.string(), constant).optional(),
    /** Multiplies a number: 0.01 for cents. */
    scale: z.number().positive().optional(),
  })
  .refine((source) => (source.column === undefined) !== (source.value === undefined), {
    error: 'Give exactly one of column and value',
  });

const fieldSource = z.union([
  columnName.transform((column): z.infer<typeof detailedSource> => ({ column })),
  detailedSource,
]);

const mappingSchema = z.strictObject({
  comment: mappingComment,
  fields: sourceByField(EVENT_FIELDS, fieldSource),
});

/** How one field is made from a row. */
export type EventFieldSource = z.infer<typeof detailedSource>;
/** How columns of a file become fields of an event; documented in docs/feedback.md. */
export type EventMapping = z.infer<typeof mappingSchema>;

/**
 * Reads a mapping file for events.
 *
 * @param name the file, for messages.
 * @throws TroveError MAPPING_INVALID naming the file and every place at fault.
 */
export function parseEventMapping(json: string, name: string): EventMapping {
  return parseMapping(mappingSchema, { json, name, manual: 'docs/feedback.md' });
}
