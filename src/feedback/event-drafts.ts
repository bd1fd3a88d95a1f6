import { valueAt } from '../catalog/apply-mapping';
import { parseScaled } from '../catalog/cleaning/parse-number';
import { isAbsent } from '../catalog/cleaning/text-list';
import type { RowValues } from '../catalog/row-source.port';
import { TroveError } from '../shared/errors';
import type { EventDraft } from './event-draft.types';
import { isTransaction, parseEventKind } from './event-kind';
import {
  EVENT_FIELDS,
  type EventField,
  type EventFieldSource,
  type EventMapping,
} from './event-mapping';

/** Makes a draft of a row. Throws TroveError, with the field in its details, for a value that cannot be read as the mapping says. */
export type ToEventDraft = (values: RowValues) => EventDraft;

const FIELD_BY_NAME: ReadonlyMap<string, EventField> = new Map(
  EVENT_FIELDS.map((field) => [field.toLowerCase(), field]),
);

/** Columns named like a field are that field: `occurredAt`, `occurred_at` and `Occurred At` are the same. Others are left out. */
export const plainEventDrafts: ToEventDraft = (values) => {
  const draft: Partial<Record<EventField, unknown>> = {};
  for (const [column, value] of Object.entries(values)) {
    const field = FIELD_BY_NAME.get(column.toLowerCase().replaceAll(/[\s_-]/g, ''));
    if (field !== undefined) draft[field] = value;
  }
  return draft;
};

/**
 * Makes drafts as the mapping says. A mapping speaks for every row of a file, so that quantity, price and currency are taken
 * with the kinds that have them only, rating with RATING only, and currency with a price only.
 */
export function mappedEventDrafts(mapping: EventMapping): ToEventDraft {
  const sources = EVENT_FIELDS.flatMap((field) => {
    const source = mapping.fields[field];
    return source ? [{ field, source }] : [];
  });
  return (values) => {
    const draft: Partial<Record<EventField, unknown>> = {};
    for (const { field, source } of sources) draft[field] = fieldValue(field, source, values);
    return withoutMisplaced(draft);
  };
}

function withoutMisplaced(draft: EventDraft): EventDraft {
  const kind = parseEventKind(draft.kind);
  if (kind === null) return draft;
  const { quantity, price, currency, rating, ...facts } = draft;
  return {
    ...facts,
    ...(isTransaction(kind) ? { quantity, price } : {}),
    ...(isTransaction(kind) && !isAbsent(price) ? { currency } : {}),
    ...(kind === 'RATING' ? { rating } : {}),
  };
}

function fieldValue(field: EventField, source: EventFieldSource, values: RowValues): unknown {
  const given = source.column === undefined ? source.value : valueAt(values, source.column);
  const value = isAbsent(given) ? source.default : translated(given, source.values);
  if (source.scale === undefined || isAbsent(value)) return value;
  try {
    return parseScaled(value, source.scale);
  } catch (error) {
    if (!(error instanceof TroveError)) throw error;
    throw new TroveError(error.code, error.message, { field });
  }
}

function translated(value: unknown, meanings: EventFieldSource['values']): unknown {
  const word = typeof value === 'number' ? String(value) : value;
  if (meanings === undefined || typeof word !== 'string') return value;
  return Object.hasOwn(meanings, word) ? meanings[word] : value;
}
