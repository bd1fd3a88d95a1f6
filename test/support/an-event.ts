import type { EventDraft } from '../../src/feedback/event-draft.types';
import type { ShopperEvent } from '../../src/feedback/shopper-event.types';
import { asEpochMs, type EpochMs } from '../../src/shared/clock';
import { asEventId, asSessionId, asShopperId, asSku } from '../../src/shared/ids';

/** A moment that tests take for now. */
export const NOON: EpochMs = asEpochMs(Date.UTC(2026, 4, 1, 12));

/** A complete, valid event; say what matters to the test. */
export function anEvent(
  eventId: string,
  facts: Partial<Omit<ShopperEvent, 'eventId' | 'sku'>> & { sku?: string } = {},
): ShopperEvent {
  return {
    kind: 'VIEW',
    shopper: asShopperId('anna'),
    session: asSessionId('visit-1'),
    occurredAt: NOON,
    searchId: null,
    recommendationId: null,
    position: null,
    quantity: null,
    price: null,
    rating: null,
    ...facts,
    eventId: asEventId(eventId),
    sku: asSku(facts.sku ?? 'hammer'),
  };
}

/** A draft that is in order; say what matters to the test. */
export function anEventDraft(facts: EventDraft = {}): EventDraft {
  return { eventId: 'e1', kind: 'VIEW', sku: 'hammer', session: 'visit-1', ...facts };
}
