import type { EventInput } from '../../schema/feedback/event.input';
import type { EventDraft } from '../../src/feedback/event-draft.types';
import { TroveError } from '../../src/shared/errors';
import { readGlobalId } from '../global-id';

/** @throws TroveError INVALID_INPUT when `productId` is not an id of ours, or stands beside a SKU. */
export function eventDraft(input: EventInput): EventDraft {
  const { productId, sku, shopperId, sessionId, occurredAt, ...same } = input;
  return {
    ...same,
    sku: productId === null || productId === undefined ? sku : skuFrom(productId, sku),
    shopper: shopperId,
    session: sessionId,
    occurredAt: occurredAt?.getTime(),
  };
}

function skuFrom(productId: string, sku: string | null | undefined): string {
  if (sku === null || sku === undefined) return readGlobalId(productId).key;
  throw new TroveError('INVALID_INPUT', 'Give either productId or sku, not both.');
}
