import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { summarizeLatency } from '../src/evaluation/statistics';
import { SeededRandom } from '../src/shared/seeded-random';
import type { Measurement } from './bench-report';
import { runTrove, startGateway, temporaryDataFolder } from './trove-process';

const EVENTS = 100_000;
const EVENTS_PER_BATCH = 100;
/** Batches under way at a time. */
const IN_FLIGHT = 4;

const MUTATION =
  'mutation($input: RecordEventsInput!) { recordEvents(input: $input) { recorded duplicates userErrors { code message } } }';

/** 100,000 events about the demo's products over GraphQL, then the same again. */
export async function recordEventsBench(): Promise<Measurement> {
  const folder = temporaryDataFolder();
  await runTrove(['demo'], folder);
  const file = join(folder, 'trove.db');
  const bodies = batches(skusIn(file));
  const gateway = await startGateway(folder);
  try {
    const rows = [];
    for (const run of ['first time', 'the same again']) {
      const before = eventsIn(file);
      const sent = await sendAll(gateway.address, bodies);
      const { p50Ms, p99Ms } = summarizeLatency(sent.durationsMs);
      rows.push([
        run,
        Math.round(EVENTS / sent.seconds),
        p50Ms.toFixed(2),
        p99Ms.toFixed(2),
        sent.recorded,
        sent.duplicates,
        eventsIn(file) - before,
      ]);
    }
    return {
      name: 'record-events',
      how: `${EVENTS} events in batches of ${EVENTS_PER_BATCH}, ${IN_FLIGHT} batches in flight, over GraphQL HTTP; event log and product counters are written.`,
      columns: [
        'run',
        'events/s',
        'batch p50 ms',
        'batch p99 ms',
        'recorded',
        'duplicates',
        'rows added',
      ],
      rows,
    };
  } finally {
    await gateway.stop();
  }
}

function batches(skus: readonly string[]): readonly string[] {
  const random = new SeededRandom(1);
  const kinds = ['VIEW', 'VIEW', 'VIEW', 'CLICK', 'CLICK', 'ADD_TO_CART', 'PURCHASE'];
  return Array.from({ length: EVENTS / EVENTS_PER_BATCH }, (_, batch) => {
    const events = Array.from({ length: EVENTS_PER_BATCH }, (_event, index) => ({
      eventId: `bench-${batch}-${index}`,
      kind: random.pick(kinds),
      sku: random.pick(skus),
      shopperId: `bench-shopper-${random.below(5000)}`,
      sessionId: `bench-session-${batch}`,
    }));
    return JSON.stringify({ query: MUTATION, variables: { input: { events } } });
  });
}

interface Sent {
  readonly seconds: number;
  readonly durationsMs: readonly number[];
  readonly recorded: number;
  readonly duplicates: number;
}

interface RecordAnswer {
  readonly data: {
    readonly recordEvents: {
      readonly recorded: number;
      readonly duplicates: number;
      readonly userErrors: readonly unknown[];
    };
  };
}

async function sendAll(address: string, bodies: readonly string[]): Promise<Sent> {
  const queue = bodies.values();
  const durationsMs: number[] = [];
  let recorded = 0;
  let duplicates = 0;
  const sender = async (): Promise<void> => {
    for (const body of queue) {
      const startedAt = performance.now();
      const outcome = await send(address, body);
      durationsMs.push(performance.now() - startedAt);
      recorded += outcome.recorded;
      duplicates += outcome.duplicates;
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: IN_FLIGHT }, sender));
  return { seconds: (performance.now() - startedAt) / 1000, durationsMs, recorded, duplicates };
}

async function send(address: string, body: string) {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const text = await response.text();
  if (text.includes('"errors"')) throw new Error(`The gateway refused a batch: ${text}`);
  const outcome = (JSON.parse(text) as RecordAnswer).data.recordEvents;
  if (outcome.userErrors.length > 0) throw new Error(JSON.stringify(outcome.userErrors[0]));
  return outcome;
}

function skusIn(file: string): readonly string[] {
  return reading(file, (database) =>
    database.prepare<[], { sku: string }>('SELECT sku FROM product ORDER BY id').all(),
  ).map(({ sku }) => sku);
}

function eventsIn(file: string): number {
  const count = (database: BetterSqlite3.Database) =>
    database.prepare<[], { events: number }>('SELECT count(*) AS events FROM shopper_event').get();
  return reading(file, count)?.events ?? 0;
}

function reading<T>(file: string, read: (database: BetterSqlite3.Database) => T): T {
  const database = new BetterSqlite3(file, { readonly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}
