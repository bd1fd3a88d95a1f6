import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../src/adapters/storage-typeorm/database';
import { TypeOrmEventStore } from '../../src/adapters/storage-typeorm/typeorm-event-store';
import { counterChanges } from '../../src/feedback/counter-change';
import { decayedTo, eventWeight } from '../../src/feedback/popularity';
import type { ShopperEvent } from '../../src/feedback/shopper-event.types';
import { trendAsOf } from '../../src/feedback/trend';
import { asEpochMs, systemClock } from '../../src/shared/clock';
import { SeededRandom } from '../../src/shared/seeded-random';
import { temporaryFolder } from '../support/temporary-folder';

const ROUNDS = 20;
const EVENTS_PER_BATCH = 40;

describe('recording events in a process that is killed', () => {
  const folder = temporaryFolder();

  it(`keeps every acknowledged batch once, whole, through ${ROUNDS} kills`, async () => {
    const file = folder.path('trove.db');
    const random = new SeededRandom(20_260_501);
    const acknowledged: string[] = [];

    for (let round = 0; round < ROUNDS; round += 1) {
      acknowledged.push(...(await recordUntilKilled(file, `round-${round}`, random)));
      await expectSoundDatabase(file, acknowledged);
    }

    expect(acknowledged.length).toBeGreaterThan(ROUNDS);
  }, 180_000);

  it('lets several processes start on an empty folder and record at the same time', async () => {
    const file = folder.path('shared.db');
    const writers = ['one', 'two', 'three'].map((name) => startDriver(file, name, 20));

    const lines = await Promise.all(writers.map(linesOf));

    expect(writers.map((writer) => writer.exitCode)).toEqual([0, 0, 0]);
    expect(lines.flat()).toHaveLength(3 * 3 * 20);
    await expectSoundDatabase(file, lines.flat());
  });
});

function startDriver(file: string, name: string, batches?: number): ChildProcess {
  if (!existsSync(join(__dirname, '../../dist')))
    throw new Error('Run `npm run build:server` first: there is no dist/');
  const driver = join(__dirname, '../support/record-events-driver.cjs');
  const count = batches === undefined ? [] : [String(batches)];
  return spawn(process.execPath, [driver, file, name, ...count], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** The batches that the process has acknowledged before its end. */
async function linesOf(child: ChildProcess): Promise<readonly string[]> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return output.split('\n').filter((line) => line !== '');
}

/** Kills the process at a random moment: some while they start, most while they write. */
async function recordUntilKilled(
  file: string,
  name: string,
  random: SeededRandom,
): Promise<readonly string[]> {
  const child = startDriver(file, name);
  const lines = linesOf(child);
  const whileStarting = random.below(5) === 0;
  if (!whileStarting && child.stdout) await once(child.stdout, 'data');
  await sleep(random.below(whileStarting ? 500 : 150));
  child.kill('SIGKILL');
  return lines;
}

async function expectSoundDatabase(file: string, acknowledged: readonly string[]): Promise<void> {
  const database = await Database.open({ kind: 'sqlite', file });
  try {
    expect(await database.reader.query('PRAGMA integrity_check')).toEqual([
      { integrity_check: 'ok' },
    ]);
    const store = new TypeOrmEventStore(database);
    const log = (await store.read(0, 10_000_000)).map((row) => row.event);
    expectWholeBatches(log, acknowledged);
    await expectCountersOf(log, store);
  } finally {
    await database.close();
  }
}

/** A batch that was not acknowledged may have landed all the same, but never in part. */
function expectWholeBatches(log: readonly ShopperEvent[], acknowledged: readonly string[]): void {
  const eventsByBatch = new Map<string, number>();
  for (const { eventId } of log) {
    const batch = eventId.slice(0, eventId.indexOf('/'));
    eventsByBatch.set(batch, (eventsByBatch.get(batch) ?? 0) + 1);
  }
  expect(new Set(log.map((event) => event.eventId)).size).toBe(log.length);
  expect(acknowledged.filter((batch) => !eventsByBatch.has(batch))).toEqual([]);
  expect([...eventsByBatch.values()].filter((count) => count !== EVENTS_PER_BATCH)).toEqual([]);
}

async function expectCountersOf(
  log: readonly ShopperEvent[],
  store: TypeOrmEventStore,
): Promise<void> {
  const now = systemClock();
  const recount = counterChanges(log);
  const counters = await store.countersOf(
    recount.map(({ sku }) => sku),
    now,
  );
  const largest = log.reduce((sum, { kind }) => sum + Math.abs(eventWeight(kind, null)), 0);
  for (const { sku, lastEventAt, popularity, trend, ...counts } of recount) {
    const stored = counters.get(sku);
    expect(stored).toMatchObject(counts);
    // Sums in another order: equal up to rounding of what was added.
    const differences = [
      (stored?.popularity ?? NaN) - decayedTo(asEpochMs(now), popularity),
      (stored?.trend ?? NaN) - trendAsOf(asEpochMs(now), { sum: trend, at: lastEventAt }),
    ];
    for (const difference of differences)
      expect(Math.abs(difference)).toBeLessThanOrEqual(1e-9 * largest);
  }
}
