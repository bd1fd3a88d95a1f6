import type { EventDraft } from './event-draft.types';
import type { EventStore } from './event-store.port';
import type { ShopperEvent } from './shopper-event.types';

/** Events read at once. */
const PAGE_EVENTS = 1000;

/**
 * Writes the log as JSON lines in the order it was recorded, ready to be imported again; memory holds one page. Events
 * recorded meanwhile are written too.
 */
export async function* exportEvents(events: Pick<EventStore, 'read'>): AsyncGenerator<string> {
  let after = 0;
  for (;;) {
    const page = await events.read(after, PAGE_EVENTS);
    for (const { event } of page) yield `${JSON.stringify(eventToDraft(event))}\n`;
    const last = page.at(-1);
    if (!last) return;
    after = last.sequence;
  }
}

/** What `cleanEvent` makes the same event of; facts that are not known are left out. */
export function eventToDraft({ price, occurredAt, ...facts }: ShopperEvent): EventDraft {
  const draft = {
    ...facts,
    occurredAt: new Date(occurredAt).toISOString(),
    price: price?.amount,
    currency: price?.currency,
  };
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== null));
}
