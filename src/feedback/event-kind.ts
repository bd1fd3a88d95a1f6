import { EVENT_KINDS, type EventKind } from './shopper-event.types';

/** Reads a kind in any case, its words joined by `_`, `-` or a blank: `add-to-cart`. Null when there is no such kind. */
export function parseEventKind(value: unknown): EventKind | null {
  if (typeof value !== 'string') return null;
  const name = value.trim().toUpperCase().replace(/[ -]/g, '_');
  return EVENT_KINDS.find((known) => known === name) ?? null;
}

/** Whether events of this kind are about pieces and money. */
export function isTransaction(kind: EventKind): boolean {
  return kind === 'ADD_TO_CART' || kind === 'PURCHASE';
}
