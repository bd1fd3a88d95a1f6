import { RANKED_FIELDS, WORD_FIELDS } from '../../search/matching/searched-texts';

/**
 * Version of everything that decides what stands in the index: these tables and the analysis of text. Raise it with every
 * change to either; a database with another version is indexed anew when it is opened.
 */
export const INDEX_VERSION = 1;

/**
 * The analyzer has cut the text already: words come joined by blanks, so everything but a blank belongs to a word. Words
 * hold letters, marks, digits and points ("43.2"); all beyond ASCII is a word character to this tokenizer anyway.
 */
const TOKENIZER = `tokenize = "ascii tokenchars '.'"`;

/**
 * The tables of the index, all derived from `product`.
 *
 * - `keyword_match`: stemmed words of all fields, attributes in a column of their own: decides which products match.
 *   Contentless, like the other two: texts are kept in `product` only.
 * - `keyword_rank`: stemmed words of each field but the attributes, for BM25. Attributes stay out because BM25 divides by the
 *   length of the whole row: with them, a product would rank lower the better it is described. On the judged Icecat queries
 *   this is worth .03 nDCG@10.
 * - `keyword_word`: surface words, for spelling and completion; knows the column of a word but not its position.
 * - `keyword_product`: what is filtered, sorted and counted and has one value per product.
 * - `keyword_value`: what may have several: categories with all their ancestors, tags, attributes. Texts are numbers of
 *   `keyword_term`; numbers and booleans (0, 1) stand for themselves. Read both ways: by product and by value.
 * - `keyword_code`: folded identifiers.
 * - `keyword_index`: its version, and how often it has changed.
 */
const TABLES: Readonly<Record<string, string>> = {
  keyword_index: `CREATE TABLE keyword_index (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID`,
  keyword_term: `CREATE TABLE keyword_term (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)`,
  keyword_field: `CREATE TABLE keyword_field (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (key, kind))`,
  keyword_product: `CREATE TABLE keyword_product (
    id INTEGER PRIMARY KEY, sku TEXT NOT NULL UNIQUE, brand INTEGER, price REAL, currency TEXT,
    availability INTEGER NOT NULL, locale INTEGER NOT NULL, published INTEGER, updated INTEGER NOT NULL)`,
  keyword_value: `CREATE TABLE keyword_value (
    product INTEGER NOT NULL, field INTEGER NOT NULL, value NOT NULL,
    PRIMARY KEY (product, field, value)) WITHOUT ROWID`,
  keyword_code: `CREATE TABLE keyword_code (
    code TEXT NOT NULL, product INTEGER NOT NULL, PRIMARY KEY (code, product)) WITHOUT ROWID`,
  keyword_match: `CREATE VIRTUAL TABLE keyword_match USING fts5(
    texts, attributes, content = '', contentless_delete = 1, ${TOKENIZER})`,
  keyword_rank: `CREATE VIRTUAL TABLE keyword_rank USING fts5(
    ${RANKED_FIELDS.join(', ')}, content = '', contentless_delete = 1, ${TOKENIZER})`,
  keyword_word: `CREATE VIRTUAL TABLE keyword_word USING fts5(
    ${WORD_FIELDS.join(', ')}, content = '', contentless_delete = 1, detail = column, prefix = '2 3', ${TOKENIZER})`,
  keyword_vocabulary: `CREATE VIRTUAL TABLE keyword_vocabulary USING fts5vocab('keyword_word', 'row')`,
};

const INDICES = [
  'CREATE INDEX keyword_product_brand ON keyword_product (brand)',
  'CREATE INDEX keyword_value_by_value ON keyword_value (field, value, product)',
  'CREATE INDEX keyword_code_by_product ON keyword_code (product)',
];

/** Statements that remove whatever version of the index is there. */
export const DROP_INDEX: readonly string[] = Object.keys(TABLES)
  .reverse()
  .map((table) => `DROP TABLE IF EXISTS ${table}`);

/** Statements that make an empty index. */
export const CREATE_INDEX: readonly string[] = [...Object.values(TABLES), ...INDICES];
