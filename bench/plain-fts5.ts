import BetterSqlite3 from 'better-sqlite3';
import { openRows } from '../src/adapters/row-readers/open-rows';
import type { RankProducts } from '../src/evaluation/search-run';

/** Title, name, brand, description. */
const WEIGHTS = [2, 1.5, 1, 1];

const SEARCH = `SELECT sku FROM plain WHERE plain MATCH ? ORDER BY bm25(plain, 0, ${WEIGHTS.join(', ')}), rowid LIMIT ?`;
const COUNT = 'SELECT count(*) AS total FROM plain WHERE plain MATCH ?';

/**
 * The baseline: what SQLite's full-text search does with the Icecat products as it comes. Four fields, Porter stemming, any
 * word matches.
 */
export async function plainFts5(productsFile: string): Promise<RankProducts> {
  const database = new BetterSqlite3(':memory:');
  database.exec(
    `CREATE VIRTUAL TABLE plain USING fts5(sku UNINDEXED, title, name, brand, description, tokenize = 'porter unicode61')`,
  );
  await fill(database, productsFile);
  const search = database.prepare<[string, number], { sku: string }>(SEARCH);
  const count = database.prepare<[string], { total: number }>(COUNT);
  return async (text, limit) => {
    const match = anyWord(text);
    if (match === '') return { productIds: [], total: 0 };
    return {
      productIds: search.all(match, limit).map(({ sku }) => sku),
      total: count.get(match)?.total ?? 0,
    };
  };
}

async function fill(database: BetterSqlite3.Database, productsFile: string): Promise<void> {
  const insert = database.prepare('INSERT INTO plain VALUES (?, ?, ?, ?, ?)');
  const { rows } = await openRows({ location: productsFile, format: 'jsonl', delimiter: null });
  database.exec('BEGIN');
  for await (const { values } of rows) {
    if (!values) continue;
    const field = (name: string) => (typeof values[name] === 'string' ? values[name] : '');
    const texts = ['title', 'name', 'supplier', 'short_description'].map(field);
    insert.run(field('id'), ...texts);
  }
  database.exec('COMMIT');
}

function anyWord(text: string): string {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => `"${word}"`).join(' OR ');
}
