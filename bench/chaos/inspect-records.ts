import { Client } from 'pg';
import { Database } from '../../src/adapters/storage-typeorm/database';
import { TypeOrmEventStore } from '../../src/adapters/storage-typeorm/typeorm-event-store';
import { counterChanges, type CounterChange } from '../../src/feedback/counter-change';
import type { ShopperEvent } from '../../src/feedback/shopper-event.types';
import type { Findings } from './findings';
import { eventIdAt, titleOf } from './shop-content';

const PAGE = 5_000;

/** Sums of the same numbers in another order differ in the last digits. */
const TOLERANCE = 1e-9;

/** Every product of the script, in its last revision, and no other. */
export async function inspectCatalogue(
  url: string,
  expected: ReadonlyMap<string, number>,
  findings: Findings,
): Promise<void> {
  const rows = await query<{ sku: string; title: string }>(url, 'SELECT sku, title FROM product');
  const stored = new Map(rows.map(({ sku, title }) => [sku, title]));
  for (const [sku, revision] of expected) {
    const title = stored.get(sku);
    if (title !== titleOf({ sku, revision }))
      findings.add(`${sku} should be in revision ${revision}: ${title ?? 'it is not there'}`);
  }
  for (const sku of stored.keys())
    if (!expected.has(sku)) findings.add(`${sku} should not be there`);
}

/** Every acknowledged event once, no other, and counters that are their sums. */
export async function inspectEvents(
  url: string,
  skuOfEvent: readonly string[],
  findings: Findings,
): Promise<void> {
  const events = await readEvents(url);
  const skuById = new Map(skuOfEvent.map((sku, place) => [eventIdAt(place), sku]));
  const seen = new Set<string>();
  for (const { eventId, sku } of events) {
    if (seen.has(eventId)) findings.add(`${eventId} is there twice`);
    seen.add(eventId);
    if (skuById.get(eventId) !== sku) findings.add(`${eventId} is of ${sku}`);
  }
  for (const eventId of skuById.keys())
    if (!seen.has(eventId)) findings.add(`${eventId} was acknowledged and is not there`);
  await inspectCounters(url, counterChanges(events), findings);
}

type Counters = Omit<CounterChange, 'lastEventAt'> & { readonly last_event_at: string };

async function inspectCounters(
  url: string,
  expected: readonly CounterChange[],
  findings: Findings,
): Promise<void> {
  const rows = await query<Counters>(url, 'SELECT * FROM product_counter');
  const stored = new Map<string, Counters>(rows.map((row) => [row.sku, row]));
  if (stored.size !== expected.length)
    findings.add(`${stored.size} products have counters, ${expected.length} have events`);
  for (const change of expected) {
    const row = stored.get(change.sku);
    if (!row || !isSum(row, change))
      findings.add(`Counters of ${change.sku}: ${JSON.stringify(row)}, events ${JSON.stringify(change)}`); // prettier-ignore
  }
}

function isSum(row: Counters, change: CounterChange): boolean {
  const counted = ['impressions', 'views', 'clicks', 'carts', 'purchases'] as const;
  const size = Math.max(Math.abs(change.popularity), Number.MIN_VALUE);
  return (
    counted.every((name) => row[name] === change[name]) &&
    Number(row.last_event_at) === change.lastEventAt &&
    Math.abs(row.popularity - change.popularity) <= TOLERANCE * size
  );
}

async function readEvents(url: string): Promise<readonly ShopperEvent[]> {
  const database = await Database.open({ kind: 'postgres', url });
  try {
    const store = new TypeOrmEventStore(database);
    const events: ShopperEvent[] = [];
    let last = 0;
    for (;;) {
      const page = await store.read(last, PAGE);
      events.push(...page.map(({ event }) => event));
      const end = page.at(-1);
      if (!end) return events;
      last = end.sequence;
    }
  } finally {
    await database.close();
  }
}

/** Each row of the answer. */
export async function query<Row>(url: string, sql: string): Promise<readonly Row[]> {
  const client = new Client({ connectionString: url });
  // The server may be killed at any moment; the query then says so.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(sql)).rows as readonly Row[];
  } finally {
    await client.end().catch(() => undefined);
  }
}
