import { createHash } from 'node:crypto';
import { parseDate } from '../catalog/cleaning/parse-date';
import { parsePrice } from '../catalog/cleaning/parse-price';
import { isAbsent, textOf } from '../catalog/cleaning/text-list';
import type { Money } from '../catalog/product.types';
import type { EpochMs } from '../shared/clock';
import { quoted } from '../shared/errors';
import {
  asEventId,
  asRecommendationId,
  asSearchId,
  asSessionId,
  asShopperId,
  asSku,
} from '../shared/ids';
import type { RowProblem } from '../shared/row-problem.types';
import { DraftFields } from './draft-fields';
import type { EventDraft } from './event-draft.types';
import { isTransaction, parseEventKind } from './event-kind';
import { EARLIEST_EVENT } from './popularity';
import { EVENT_KINDS, type EventKind, type ShopperEvent } from './shopper-event.types';

/** What cleaning needs to know besides the draft. */
export interface EventCleaning {
  /** The server's clock. */
  readonly now: EpochMs;
  /** Number of the draft, for problems. */
  readonly row: number;
  /**
   * What becomes of a draft without event id. `REFUSE`: it is at fault. `DERIVE`: its id is a digest of its content, so
   * that the same row always counts once; it must then say when it happened.
   */
  readonly withoutId: 'REFUSE' | 'DERIVE';
}

/** An event that can be recorded, or everything that is wrong with the draft. */
export type CleanedEvent =
  | { readonly event: ShopperEvent; readonly problems?: never }
  | { readonly event?: never; readonly problems: readonly RowProblem[] };

/** Longest ids that are kept, in UTF-16 units; attribution ids are the server's own and short. */
const ID_CHARACTERS = 200;
const ATTRIBUTION_ID_CHARACTERS = 64;

/** Clocks of phones go wrong by minutes; an event further ahead would count as more than now. */
const CLOCK_TOLERANCE_MS = 10 * 60_000;

/** More pieces, or a place further down, is a mistake of units or of fields. */
const LARGEST_COUNT = 1_000_000;

/** Turns what somebody handed in into an event, or says everything that is wrong with it. */
export function cleanEvent(draft: EventDraft, cleaning: EventCleaning): CleanedEvent {
  const fields = new DraftFields(cleaning.row);
  const facts = readFacts(fields, draft, cleaning);
  const eventId = readEventId(fields, draft, facts, cleaning);
  const { kind, sku, occurredAt } = facts;
  const complete = eventId !== null && kind !== null && sku !== null && occurredAt !== null;
  if (!complete || fields.problems.length > 0) return { problems: fields.problems };
  return { event: { ...facts, eventId: asEventId(eventId), kind, sku, occurredAt } };
}

type Facts = ReturnType<typeof readFacts>;

function readFacts(fields: DraftFields, draft: EventDraft, cleaning: EventCleaning) {
  const kind = readKind(fields, draft.kind);
  const id = <Id>(field: keyof EventDraft, as: (text: string) => Id, max = ID_CHARACTERS) =>
    branded(fields.id(field, draft[field], max), as);
  const facts = {
    kind,
    sku: branded(fields.requiredId('sku', draft.sku, ID_CHARACTERS), asSku),
    shopper: id('shopper', asShopperId),
    session: id('session', asSessionId),
    occurredAt: readTime(fields, draft.occurredAt, cleaning.now),
    searchId: id('searchId', asSearchId, ATTRIBUTION_ID_CHARACTERS),
    recommendationId: id('recommendationId', asRecommendationId, ATTRIBUTION_ID_CHARACTERS),
    position: fields.whole('position', draft.position, 1, LARGEST_COUNT),
    quantity: readQuantity(fields, kind, draft.quantity),
    price: readPrice(fields, kind, draft),
    rating: readRating(fields, kind, draft.rating),
  };
  if (isAbsent(draft.shopper) && isAbsent(draft.session))
    fields.refuse('session', 'Neither shopper nor session is given; give at least one of them.');
  return facts;
}

function branded<Id>(text: string | null, as: (text: string) => Id): Id | null {
  return text === null ? null : as(text);
}

function readEventId(
  fields: DraftFields,
  draft: EventDraft,
  facts: Facts,
  { withoutId }: EventCleaning,
): string | null {
  if (withoutId === 'REFUSE' || !isAbsent(draft.eventId))
    return fields.requiredId('eventId', draft.eventId, ID_CHARACTERS);
  if (isAbsent(draft.occurredAt))
    return fields.refuse(
      'occurredAt',
      'Both eventId and occurredAt are missing; give one of them, so that the row can be known again.',
    );
  return derivedEventId(facts);
}

/** The same row always gets the same id; rows that differ in any fact get different ones. */
function derivedEventId(facts: Facts): string {
  const content = JSON.stringify(Object.entries(facts));
  return `derived-${createHash('sha256').update(content).digest('hex').slice(0, 40)}`;
}

function readKind(fields: DraftFields, value: unknown): EventKind | null {
  const kind = parseEventKind(value);
  if (kind !== null) return kind;
  const found = isAbsent(value) ? 'kind is missing' : `kind is ${quoted(value)}`;
  return fields.refuse('kind', `${found}; it must be one of ${EVENT_KINDS.join(', ')}.`);
}

function readTime(fields: DraftFields, value: unknown, now: EpochMs): EpochMs | null {
  if (isAbsent(value)) return now;
  const moment = fields.read('occurredAt', () => parseDate(value));
  if (moment === null) return null;
  if (moment < EARLIEST_EVENT)
    return fields.refuse(
      'occurredAt',
      `occurredAt ${quoted(value)} is ${isoText(moment)}, before 1996. Give the time of the event in ISO 8601 or epoch milliseconds.`,
    );
  if (moment > now + CLOCK_TOLERANCE_MS)
    return fields.refuse(
      'occurredAt',
      `occurredAt ${quoted(value)} is ${isoText(moment)}, more than 10 minutes ahead of the server's clock, ` +
        `${isoText(now)}. Set the client's clock right, or leave the time out.`,
    );
  return moment;
}

const isoText = (moment: EpochMs): string => new Date(moment).toISOString();

/** A row whose kind is unknown is not blamed a second time for what it holds. */
function mayHavePieces(kind: EventKind | null): boolean {
  return kind === null || isTransaction(kind);
}

function readQuantity(fields: DraftFields, kind: EventKind | null, value: unknown): number | null {
  if (mayHavePieces(kind)) return fields.whole('quantity', value, 1, LARGEST_COUNT) ?? 1;
  return isAbsent(value) ? null : refuseMisplaced(fields, 'quantity', kind);
}

function readPrice(fields: DraftFields, kind: EventKind | null, draft: EventDraft): Money | null {
  if (isAbsent(draft.price) && isAbsent(draft.currency)) return null;
  if (!mayHavePieces(kind)) return refuseMisplaced(fields, 'price', kind);
  if (isAbsent(draft.price))
    return fields.refuse('price', 'currency is given without price; give both or neither.');
  return fields.read('price', () =>
    parsePrice({
      price: draft.price,
      currency: isAbsent(draft.currency) ? null : textOf(draft.currency),
      defaultCurrency: null,
    }),
  );
}

function readRating(fields: DraftFields, kind: EventKind | null, value: unknown): number | null {
  if (kind === 'RATING') {
    if (isAbsent(value)) return fields.refuse('rating', 'A RATING needs a rating from 1 to 5.');
    return fields.whole('rating', value, 1, 5);
  }
  if (kind === null || isAbsent(value)) return null;
  return fields.refuse(
    'rating',
    `rating is given with ${kind}; it belongs to RATING only. Leave it out.`,
  );
}

function refuseMisplaced(fields: DraftFields, field: string, kind: EventKind | null): null {
  return fields.refuse(
    field,
    `${field} is given with ${String(kind)}; it belongs to ADD_TO_CART and PURCHASE only. Leave it out.`,
  );
}
