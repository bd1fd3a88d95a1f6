import type { TransactionSql } from '../../catalog/catalog-follower.port';
import { CREATE_INDEX, DROP_INDEX, INDEX_VERSION } from './index-layout';
import { countProducts, readProductPage } from './product-table';
import type { SqliteCatalogIndexer } from './sqlite-catalog-indexer';

/** Runs work in one writing transaction on the catalogue's database: all of it lands, or none. */
export type RunInTransaction = <T>(work: (sql: TransactionSql) => Promise<T>) => Promise<T>;

/** Told after each step of a rebuild; `done` reaches `total` at the end. */
export type RebuildProgress = (done: number, total: number) => void;

/** Products read and indexed at a time: bounds the memory of a rebuild. */
const REBUILD_STEP = 500;

const ignoreProgress: RebuildProgress = () => undefined;

const TEXT_TABLES = ['keyword_match', 'keyword_rank', 'keyword_word'] as const;

/** A way in which index and catalogue may disagree, and the query that lists where. */
const DISAGREEMENTS: readonly (readonly [sentence: string, sql: string])[] = [
  [
    'products that the index does not hold as they are',
    `SELECT p.sku AS name FROM product p LEFT JOIN keyword_product k
     ON k.id = p.id AND k.sku = p.sku AND k.updated = p.updated_at WHERE k.id IS NULL`,
  ],
  [
    'indexed products that the catalogue does not have',
    `SELECT k.sku AS name FROM keyword_product k LEFT JOIN product p ON p.id = k.id WHERE p.id IS NULL`,
  ],
  ...TEXT_TABLES.flatMap((table) => rowSets(`${table}_docsize`, 'id')),
  ...['keyword_value', 'keyword_code'].map((table) => orphans(table, 'product')),
  [
    'values that stand for no field or text',
    `SELECT v.product AS name FROM keyword_value v JOIN keyword_field f ON f.id = v.field
     WHERE f.kind IN ('category', 'tag', 'text') AND v.value NOT IN (SELECT id FROM keyword_term)`,
  ],
];

function rowSets(table: string, key: string): readonly (readonly [string, string])[] {
  return [
    [
      `products missing in ${table}`,
      `SELECT k.sku AS name FROM keyword_product k WHERE k.id NOT IN (SELECT ${key} FROM ${table})`,
    ],
    orphans(table, key),
  ];
}

function orphans(table: string, key: string): readonly [string, string] {
  return [
    `rows of ${table} without a product`,
    `SELECT DISTINCT ${key} AS name FROM ${table} WHERE ${key} NOT IN (SELECT id FROM keyword_product)`,
  ];
}

/** Makes, renews and checks the index. It is derived data: it can always be made again from the products. */
export class SqliteKeywordIndex {
  constructor(
    private readonly runInTransaction: RunInTransaction,
    private readonly indexer: SqliteCatalogIndexer,
    private readonly version: number = INDEX_VERSION,
  ) {}

  /**
   * Makes the index when it is absent or of another version; otherwise does nothing.
   *
   * @returns whether it was made.
   */
  async ensure(onProgress: RebuildProgress = ignoreProgress): Promise<boolean> {
    return this.runInTransaction(async (sql) => {
      if ((await versionOf(sql)) === this.version) return false;
      await this.rebuildWithin(sql, onProgress);
      return true;
    });
  }

  /** Makes the index anew from the products. Searches see the old one until it is complete, and writes wait. */
  async rebuild(onProgress: RebuildProgress = ignoreProgress): Promise<void> {
    await this.runInTransaction((sql) => this.rebuildWithin(sql, onProgress));
  }

  /**
   * Compares index and catalogue.
   *
   * @returns one sentence for each way in which they disagree; empty when all is well.
   */
  async verify(): Promise<readonly string[]> {
    return this.runInTransaction(async (sql) => {
      const problems: string[] = [];
      for (const [sentence, query] of DISAGREEMENTS) {
        const names = ((await sql.query(query)) as { name: string | number }[]).map(
          (row) => row.name,
        );
        if (names.length > 0)
          problems.push(`${String(names.length)} ${sentence}: ${names.slice(0, 5).join(', ')}`);
      }
      return [...problems, ...(await brokenTextTables(sql))];
    });
  }

  private async rebuildWithin(sql: TransactionSql, onProgress: RebuildProgress): Promise<void> {
    const changes = await changesOf(sql);
    for (const statement of [...DROP_INDEX, ...CREATE_INDEX]) await sql.query(statement);
    await sql.query(
      `INSERT INTO keyword_index (name, value) VALUES ('version', ?), ('changes', ?)`,
      [this.version, changes + 1],
    );
    const total = await countProducts(sql);
    let done = 0;
    let last = 0;
    for (;;) {
      const page = await readProductPage(last, REBUILD_STEP, sql);
      if (page.length === 0) return;
      await this.indexer.add(page, sql);
      last = page.at(-1)?.rowId ?? last;
      done += page.length;
      onProgress(done, total);
    }
  }
}

async function versionOf(sql: TransactionSql): Promise<number | null> {
  return indexValue('version', sql);
}

/** Goes on counting across rebuilds, so that caches notice one. */
async function changesOf(sql: TransactionSql): Promise<number> {
  return (await indexValue('changes', sql)) ?? 0;
}

async function indexValue(name: string, sql: TransactionSql): Promise<number | null> {
  const tables = await sql.query(`SELECT 1 FROM sqlite_master WHERE name = 'keyword_index'`);
  if ((tables as unknown[]).length === 0) return null;
  const rows = (await sql.query('SELECT value FROM keyword_index WHERE name = ?', [name])) as {
    value: number;
  }[];
  return rows[0]?.value ?? null;
}

async function brokenTextTables(sql: TransactionSql): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const table of TEXT_TABLES) {
    try {
      await sql.query(`INSERT INTO ${table} (${table}) VALUES ('integrity-check')`);
    } catch (error) {
      broken.push(`${table} is damaged: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return broken;
}
