import type {
  CatalogChange,
  CatalogFollower,
  StoredProduct,
  TransactionSql,
} from '../../catalog/catalog-follower.port';
import type { Analyzer } from '../../search/analysis/analyzer';
import { codeForms } from '../../search/analysis/fold-code';
import { RANKED_FIELDS, TextCutter, WORD_FIELDS } from '../../search/matching/searched-texts';
import { availabilityCode } from './availability-codes';
import { fieldValuesOf, type FieldKind, type FieldValue } from './field-values';

/** Parts of the index by the column that says whose row it is. */
const ROWS_OF_PRODUCTS = [
  ['keyword_match', 'rowid'],
  ['keyword_rank', 'rowid'],
  ['keyword_word', 'rowid'],
  ['keyword_value', 'product'],
  ['keyword_code', 'product'],
  ['keyword_product', 'id'],
] as const;

const COUNT_CHANGE = `INSERT INTO keyword_index (name, value) VALUES ('changes', 1)
  ON CONFLICT (name) DO UPDATE SET value = value + 1`;

/** A number that stands for a term or a field; by its text. */
type Numbers = ReadonlyMap<string, number>;

/**
 * Writes the index within the transaction that writes the product. Each statement takes a whole batch as one JSON
 * parameter: a statement costs more than a row.
 */
export class SqliteCatalogIndexer implements CatalogFollower {
  private readonly cutter: TextCutter;

  constructor(analyzer: Analyzer) {
    this.cutter = new TextCutter(analyzer);
  }

  async apply(change: CatalogChange, sql: TransactionSql): Promise<void> {
    const rowIds = [...change.deleted, ...change.upserted].map((row) => row.rowId);
    if (rowIds.length === 0) return;
    await removeRows(rowIds, sql);
    await this.add(change.upserted, sql);
    await sql.query(COUNT_CHANGE);
  }

  /** Adds products of which the index holds nothing. */
  async add(stored: readonly StoredProduct[], sql: TransactionSql): Promise<void> {
    if (stored.length === 0) return;
    const values = stored.map(({ rowId, product }) => ({ rowId, values: fieldValuesOf(product) }));
    const terms = await numberTerms(termsOf(stored, values), sql);
    const fields = await numberFields(
      values.flatMap((row) => row.values),
      sql,
    );
    await addProducts(stored, terms, sql);
    await addValues(values, { terms, fields }, sql);
    await addCodes(stored, sql);
    await this.addTexts(stored, sql);
  }

  private async addTexts(stored: readonly StoredProduct[], sql: TransactionSql): Promise<void> {
    const cut = stored.map(({ rowId, product }) => ({ rowId, ...this.cutter.cut(product) }));
    const match = cut.map((row) => [row.rowId, ...row.match]);
    await insertRows('INTO keyword_match (rowid, texts, attributes)', match, sql);
    const rank = cut.map((row) => [row.rowId, ...row.rank]);
    await insertRows(`INTO keyword_rank (rowid, ${RANKED_FIELDS.join(', ')})`, rank, sql);
    const words = cut.map((row) => [row.rowId, ...row.words]);
    await insertRows(`INTO keyword_word (rowid, ${WORD_FIELDS.join(', ')})`, words, sql);
  }
}

async function removeRows(rowIds: readonly number[], sql: TransactionSql): Promise<void> {
  const list = JSON.stringify(rowIds);
  for (const [table, owner] of ROWS_OF_PRODUCTS) {
    await sql.query(`DELETE FROM ${table} WHERE ${owner} IN (SELECT value FROM json_each(?))`, [
      list,
    ]);
  }
}

/**
 * Inserts rows that all have as many columns as the first.
 *
 * @param into what follows INSERT: `OR IGNORE` where the same row may come twice, the table and its columns.
 */
async function insertRows(
  into: string,
  rows: readonly (readonly unknown[])[],
  sql: TransactionSql,
): Promise<void> {
  const columns = rows[0]?.map((_, column) => `value ->> ${String(column)}`);
  if (!columns) return;
  await sql.query(`INSERT ${into} SELECT ${columns.join(', ')} FROM json_each(?)`, [
    JSON.stringify(rows),
  ]);
}

interface ProductValues {
  readonly rowId: number;
  readonly values: readonly FieldValue[];
}

const HOLDS_TERMS: ReadonlySet<FieldKind> = new Set<FieldKind>(['category', 'tag', 'text']);

function termsOf(
  stored: readonly StoredProduct[],
  values: readonly ProductValues[],
): readonly string[] {
  const terms = new Set<string>();
  for (const { product } of stored) {
    terms.add(product.locale);
    if (product.brand !== null) terms.add(product.brand);
  }
  for (const row of values)
    for (const { kind, value } of row.values) if (HOLDS_TERMS.has(kind)) terms.add(String(value));
  return [...terms];
}

async function numberTerms(terms: readonly string[], sql: TransactionSql): Promise<Numbers> {
  const list = JSON.stringify(terms);
  await sql.query(
    `INSERT INTO keyword_term (text) SELECT value FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`,
    [list],
  );
  const rows = (await sql.query(
    `SELECT j.key AS place, t.id AS id FROM json_each(?) j CROSS JOIN keyword_term t ON t.text = j.value`,
    [list],
  )) as Numbered[];
  return byName(terms, rows);
}

interface Numbered {
  /** Index in the list that was asked about. */
  readonly place: number;
  readonly id: number;
}

function byName(names: readonly string[], rows: readonly Numbered[]): Numbers {
  return new Map(rows.map(({ place, id }) => [names[place] ?? '', id]));
}

const fieldName = (kind: FieldKind, key: string): string => `${kind} ${key}`;

async function numberFields(values: readonly FieldValue[], sql: TransactionSql): Promise<Numbers> {
  const distinct = new Map(values.map(({ kind, key }) => [fieldName(kind, key), [kind, key]]));
  const list = JSON.stringify([...distinct.values()]);
  await sql.query(
    `INSERT INTO keyword_field (kind, key) SELECT value ->> 0, value ->> 1 FROM json_each(?)
     WHERE true ON CONFLICT DO NOTHING`,
    [list],
  );
  const rows = (await sql.query(
    `SELECT j.key AS place, f.id AS id FROM json_each(?) j
     CROSS JOIN keyword_field f ON f.key = j.value ->> 1 AND f.kind = j.value ->> 0`,
    [list],
  )) as Numbered[];
  return byName([...distinct.keys()], rows);
}

async function addProducts(
  stored: readonly StoredProduct[],
  terms: Numbers,
  sql: TransactionSql,
): Promise<void> {
  const rows = stored.map(({ rowId, product }) => [
    rowId,
    product.sku,
    product.brand === null ? null : numberOf(product.brand, terms),
    product.price?.amount ?? null,
    product.price?.currency ?? null,
    availabilityCode(product.availability),
    numberOf(product.locale, terms),
    product.publishedAt,
    product.updatedAt,
  ]);
  const columns = 'id, sku, brand, price, currency, availability, locale, published, updated';
  await insertRows(`INTO keyword_product (${columns})`, rows, sql);
}

async function addValues(
  products: readonly ProductValues[],
  numbers: { readonly terms: Numbers; readonly fields: Numbers },
  sql: TransactionSql,
): Promise<void> {
  const rows = products.flatMap(({ rowId, values }) =>
    values.map(({ kind, key, value }) => [
      rowId,
      numberOf(fieldName(kind, key), numbers.fields),
      typeof value === 'number' ? value : numberOf(value, numbers.terms),
    ]),
  );
  await insertRows('OR IGNORE INTO keyword_value (product, field, value)', rows, sql);
}

async function addCodes(stored: readonly StoredProduct[], sql: TransactionSql): Promise<void> {
  const rows = stored.flatMap(({ rowId, product }) =>
    product.identifiers
      .flatMap((identifier) => codeForms(identifier))
      .filter((code) => code !== '')
      .map((code) => [code, rowId]),
  );
  await insertRows('OR IGNORE INTO keyword_code (code, product)', rows, sql);
}

/** Every term and field of the batch was numbered before. */
function numberOf(name: string, numbers: Numbers): number {
  const number = numbers.get(name);
  if (number === undefined) throw new Error(`the index has no number for ${JSON.stringify(name)}`);
  return number;
}
