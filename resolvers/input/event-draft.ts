import type { EventInput } from '../../schema/feedback/event.input';
import type { EventDraft } from '../../src/feedback/event-draft.types';
import { TroveError } from '../../src/shared/errors';
import { readGlobalId } from '../global-id';

/** @throws TroveError INVALID_INPUT when `productId` is not an id of ours, or stands beside a SKU. */
export function eventDraft(input: EventInput): EventDraft {
  const { productId, sku } = input;
  // Written out: to copy "all the rest" costs four times as much, and events come by the hundred.
  return {
    eventId: input.eventId,
    kind: input.kind,
    sku: productId === null || productId === undefined ? sku : skuFrom(productId, sku),
    shopper: input.shopperId,
    session: input.sessionId,
    occurredAt: input.occurredAt?.getTime(),
    searchId: input.searchId,
    recommendationId: input.recommendationId,
    position: input.position,
    quantity: input.quantity,
    price: input.price,
    currency: input.currency,
    rating: input.rating,
  };
}

function skuFrom(productId: string, sku: string | null | undefined): string {
  if (sku === null || sku === undefined) return readGlobalId(productId).key;
  throw new TroveError('INVALID_INPUT', 'Give either productId or sku, not both.');
}
