import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { SeededRandom } from '../../src/shared/seeded-random';
import { runCli, startCli } from '../support/cli';
import { openTroveIn } from '../support/open-trove';
import { temporaryFolder } from '../support/temporary-folder';

const KILLS = 20;
const ROWS = 5_000;
/** Every tenth row is about the product of an earlier one: merging must survive as well. */
const PRODUCTS = ROWS - ROWS / 10;

/** Another seed kills at other moments: `TROVE_TEST_SEED=7 npm test -- durability`. */
const seed = Number(process.env['TROVE_TEST_SEED'] ?? 20_260_401);

const WORDS = [
  'hammer',
  'saw',
  'drill',
  'nail',
  'glue',
  'steel',
  'oak',
  'small',
  'large',
  '螺丝刀',
];

/** The same products in every round, each time with other words and a tag that names the round. */
function rowsOfRound(round: number): string {
  const random = new SeededRandom(seed + round);
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const isRepeat = row % 10 === 9;
    const product = isRepeat ? row - 1 - random.below(9) : row;
    const title = Array.from({ length: 8 }, () => random.pick(WORDS)).join(' ');
    return JSON.stringify({
      sku: `p${product}`,
      title,
      tags: [`round-${round}`, `row-${row}`],
      weight: row,
    });
  });
  return `${lines.join('\n')}\n`;
}

interface ImportTiming {
  /** From the start of the process to the first row, in milliseconds. */
  readonly beforeMs: number;
  readonly importMs: number;
}

async function timedImport(file: string, dataDir: string): Promise<ImportTiming> {
  const startedAt = performance.now();
  const { exitCode, stdout } = await runCli(['import', 'products', file, '--json'], { dataDir });
  const wholeMs = performance.now() - startedAt;
  expect(exitCode).toBe(0);
  const importMs = (JSON.parse(stdout) as { seconds: number }).seconds * 1000;
  return { beforeMs: wholeMs - importMs, importMs };
}

function ask(dataDir: string, sql: string, ...values: readonly string[]): unknown[] {
  const database = new Sqlite(`${dataDir}/trove.db`);
  try {
    return database.prepare(sql).all(...values);
  } finally {
    database.close();
  }
}

/** The content of the catalogue, without when and by which run it was written. */
const contentOf = (dataDir: string) =>
  ask(dataDir, 'SELECT sku, title, tags, attributes, content_digest FROM product ORDER BY sku');

/** What a restart finds. */
async function restarted(dataDir: string) {
  const trove = await openTroveIn(dataDir);
  try {
    const [check] = ask(dataDir, 'PRAGMA integrity_check') as { integrity_check: string }[];
    return {
      integrity: check?.integrity_check,
      disagreements: await trove.keywordIndex?.verify(),
      doubled: ask(dataDir, 'SELECT sku FROM product GROUP BY sku HAVING COUNT(*) > 1'),
    };
  } finally {
    await trove.close();
  }
}

const HEALTHY = { integrity: 'ok', disagreements: [], doubled: [] };

describe(`trove import products, killed at random moments (seed ${seed})`, () => {
  const folder = temporaryFolder();

  it('doubles nothing and loses nothing when it is run again', async () => {
    const random = new SeededRandom(seed);
    const file = folder.path('products.jsonl');
    const [undisturbed, killed] = ['undisturbed', 'killed'].map((name) => folder.path(name));
    if (undisturbed === undefined || killed === undefined) throw new Error('No folders');
    mkdirSync(undisturbed);
    mkdirSync(killed);
    writeFileSync(file, rowsOfRound(0));
    const timing = await timedImport(file, undisturbed);

    let stored = 0;
    let killedHalfWay = 0;
    for (let round = 1; round <= KILLS; round += 1) {
      writeFileSync(file, rowsOfRound(round));
      await killDuringImport(file, killed, timing.beforeMs * 0.9 + random.next() * timing.importMs);

      expect(await restarted(killed)).toEqual(HEALTHY);
      const products = ask(killed, 'SELECT sku FROM product').length;
      // Every batch that was committed is still there.
      expect(products).toBeGreaterThanOrEqual(stored);
      stored = products;
      const ofRound = ask(killed, `SELECT 1 FROM product WHERE tags LIKE ?`, `%"round-${round}"%`);
      if (ofRound.length > 0 && ofRound.length < PRODUCTS) killedHalfWay += 1;
    }
    // Or nothing was tried.
    expect(killedHalfWay).toBeGreaterThan(2);

    await timedImport(file, killed);
    await timedImport(file, undisturbed);
    expect(await restarted(killed)).toEqual(HEALTHY);
    expect(contentOf(killed)).toHaveLength(PRODUCTS);
    expect(contentOf(killed)).toEqual(contentOf(undisturbed));
  }, 180_000);
});

async function killDuringImport(file: string, dataDir: string, afterMs: number): Promise<void> {
  const child = startCli(['import', 'products', file], { dataDir });
  const died = once(child, 'close');
  await sleep(afterMs);
  child.kill('SIGKILL');
  await died;
}
