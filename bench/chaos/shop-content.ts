import { SeededRandom } from '../../src/shared/seeded-random';
import type { Revision } from './shop-script';

const BRANDS = ['Acme', 'Bolt', 'Corvid', 'Dune', 'Ember', 'Fjord'];
const KINDS = ['Lamp', 'Laptop', 'Kettle', 'Backpack', 'Headphones', 'Jacket', 'Camera'];
const COLORS = ['black', 'white', 'red', 'green', 'blue'];
const EVENTS = ['VIEW', 'CLICK', 'ADD_TO_CART', 'PURCHASE', 'LIKE', 'DISLIKE'] as const;

/** Shoppers did it on that day, one thing a second. */
const FIRST_EVENT_AT = Date.parse('2026-05-01T00:00:00Z');

export function titleOf({ sku, revision }: Revision): string {
  return `${kindOf(sku)} ${sku} revision ${revision}`;
}

function kindOf(sku: string): string {
  return KINDS[numberIn(sku) % KINDS.length] ?? '';
}

function numberIn(sku: string): number {
  return Number(sku.slice(sku.lastIndexOf('-') + 1));
}

/** A `ProductInput`, the same for the same revision. */
export function productInput(of: Revision): Readonly<Record<string, unknown>> {
  const random = new SeededRandom(numberIn(of.sku) * 1_000 + of.revision);
  const kind = kindOf(of.sku);
  return {
    sku: of.sku,
    title: titleOf(of),
    description: `A ${random.pick(COLORS)} ${kind.toLowerCase()} that was described ${of.revision} times.`,
    brand: random.pick(BRANDS),
    identifiers: [`4${String(numberIn(of.sku)).padStart(12, '0')}`],
    categories: [{ path: ['All', `${kind}s`] }],
    price: { amount: 1 + random.below(100_000) / 100, currency: 'EUR' },
    availability: random.next() < 0.9 ? 'IN_STOCK' : 'OUT_OF_STOCK',
    tags: [`tag${random.below(50)}`],
    attributes: [
      { key: 'color', text: random.pick(COLORS) },
      { key: 'weight_kg', number: random.below(1_000) / 10 },
      { key: 'revision', number: of.revision },
    ],
  };
}

export function eventIdAt(place: number): string {
  return `chaos-event-${place}`;
}

/** An `EventInput`: what a shopper did, the same for the same place and product. */
export function eventInput(place: number, sku: string): Readonly<Record<string, unknown>> {
  const kind = EVENTS[place % EVENTS.length] ?? 'VIEW';
  const isTrade = kind === 'ADD_TO_CART' || kind === 'PURCHASE';
  return {
    eventId: eventIdAt(place),
    kind,
    sku,
    shopperId: `shopper-${place % 997}`,
    sessionId: `session-${place % 9_973}`,
    occurredAt: new Date(FIRST_EVENT_AT + place * 1_000).toISOString(),
    ...(isTrade && { quantity: 1 + (place % 3), price: 9.5, currency: 'EUR' }),
  };
}
