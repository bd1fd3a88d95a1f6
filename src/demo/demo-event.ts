import type { EventKind } from '../feedback/shopper-event.types';
import type { DemoAct, DemoVisit } from './demo-visit';

/** An event as a line of `events.jsonl`: what `trove import events` and `recordEvents` take. */
export interface DemoEventDraft {
  readonly eventId: string;
  readonly kind: EventKind;
  readonly sku: string;
  readonly shopper: string;
  readonly session: string;
  /** ISO 8601. */
  readonly occurredAt: string;
  readonly searchId?: string;
  readonly position?: number;
  readonly quantity?: number;
  readonly price?: number;
  readonly currency?: string;
  readonly rating?: number;
}

/** Gives an act its id: the same seed gives the same ids, so that loading the shop twice counts nothing twice. */
export function demoEvent(
  { shopper, session }: DemoVisit,
  { kind, product, at, search, position, quantity, rating }: DemoAct,
  { seed, index }: { readonly seed: number; readonly index: number },
): DemoEventDraft {
  const { sku, price, currency } = product.draft;
  return {
    eventId: `demo-${seed}-${String(index + 1).padStart(5, '0')}`,
    kind,
    sku,
    shopper: shopper.id,
    session,
    occurredAt: new Date(at).toISOString(),
    ...(search !== null && { searchId: search.searchId }),
    ...(position !== null && { position }),
    ...(quantity !== null && { quantity, price, currency }),
    ...(rating !== null && { rating }),
  };
}
