import type { DatabaseLocation } from './database';

type Kind = DatabaseLocation['kind'];

/** The SKUs in the first parameter, a JSON list. */
const listedSkus = (kind: Kind): string =>
  kind === 'sqlite'
    ? 'SELECT value AS sku FROM json_each($1)'
    : 'SELECT json_array_elements_text(CAST($1 AS json)) AS sku';

/** PostgreSQL leaves rows alone that another transaction holds; SQLite has one writer anyway. */
const skipLocked = (kind: Kind, table: string): string =>
  kind === 'postgres' ? `FOR UPDATE OF ${table} SKIP LOCKED` : '';

/**
 * Enters products: `$1` their SKUs, distinct and sorted, so that all writers lock rows in the same order; `$2` now. The version
 * is raised under the row's lock, which is held until the change is committed: versions of a product follow its commits. The
 * first is the moment: more than any that was forgotten, unless a product changed more than a thousand times a second.
 */
export const enterSql = (kind: Kind): string => `
  INSERT INTO search_outbox (sku, version, state, attempts, due_at, waiting_since, claimed_by, last_error)
  SELECT sku, CAST($2 AS bigint), 'WAITING', 0, CAST($2 AS bigint), CAST($2 AS bigint), NULL, NULL
  FROM (${listedSkus(kind)}) AS changed WHERE true
  ON CONFLICT (sku) DO UPDATE SET
    version = search_outbox.version + 1,
    state = 'WAITING',
    attempts = 0,
    due_at = excluded.due_at,
    waiting_since = CASE search_outbox.state
      WHEN 'WAITING' THEN search_outbox.waiting_since ELSE excluded.waiting_since END,
    claimed_by = NULL,
    last_error = NULL`;

/** `$1` now, `$2` how many, `$3` by whom, `$4` until when. */
export const claimSql = (kind: Kind): string => `
  WITH due AS MATERIALIZED (
    SELECT sku FROM search_outbox WHERE state = 'WAITING' AND due_at <= $1
    ORDER BY due_at, sku LIMIT $2 ${skipLocked(kind, 'search_outbox')})
  UPDATE search_outbox SET claimed_by = $3, due_at = $4
  FROM due WHERE search_outbox.sku = due.sku
  RETURNING search_outbox.sku, search_outbox.version, search_outbox.attempts`;

const GIVEN_COLUMNS = [
  ['sku', 'text'],
  ['version', 'bigint'],
  ['state', 'text'],
  ['attempts', 'integer'],
  ['dueAt', 'bigint'],
  ['reason', 'text'],
] as const;

/** The rows in the first parameter, a JSON list of objects. */
const givenRows = (kind: Kind): string =>
  kind === 'sqlite'
    ? `SELECT ${GIVEN_COLUMNS.map(([name]) => `value ->> '${name}' AS "${name}"`).join(', ')} FROM json_each($1)`
    : `SELECT * FROM json_to_recordset(CAST($1 AS json)) AS row(${GIVEN_COLUMNS.map(
        ([name, type]) => `"${name}" ${type}`,
      ).join(', ')})`;

/**
 * Settles: `$1` the rows, `$2` by whom. A row that a writer holds is about to change and is left alone: should the writer give
 * up, the claim lapses and the product is written once more.
 */
export const settleSql = (kind: Kind): string => `
  WITH given AS MATERIALIZED (${givenRows(kind)}),
  free AS MATERIALIZED (
    SELECT entry.sku FROM search_outbox AS entry JOIN given
    ON entry.sku = given.sku AND entry.version = given.version
    WHERE given.state = 'DONE' OR entry.claimed_by = $2 ${skipLocked(kind, 'entry')})
  UPDATE search_outbox SET
    state = given.state,
    attempts = given.attempts,
    due_at = COALESCE(given."dueAt", search_outbox.due_at),
    claimed_by = NULL,
    last_error = given.reason
  FROM given JOIN free ON free.sku = given.sku
  WHERE search_outbox.sku = given.sku`;

/** `$1` the rows: those that have a newer version, and no product. */
export const deletedSinceSql = (kind: Kind): string => `
  WITH given AS (${givenRows(kind)})
  SELECT entry.sku FROM search_outbox AS entry JOIN given
  ON entry.sku = given.sku AND entry.version > given.version
  WHERE NOT EXISTS (SELECT 1 FROM product WHERE product.sku = entry.sku)`;

/** `$1` the SKUs or null for all, `$2` now. */
export const replaySql = (kind: Kind): string => `
  UPDATE search_outbox SET state = 'WAITING', attempts = 0, due_at = $2, waiting_since = $2, last_error = NULL
  WHERE state = 'FAILED' AND (CAST($1 AS text) IS NULL OR sku IN (${listedSkus(kind)}))
  RETURNING sku`;

/** Forgets deleted products: `$1` the moment before which the index got to know, `$2` how many. */
export const forgetSql = (kind: Kind): string => `
  DELETE FROM search_outbox WHERE sku IN (
    SELECT entry.sku FROM search_outbox AS entry
    WHERE entry.state = 'DONE' AND entry.due_at < $1
      AND NOT EXISTS (SELECT 1 FROM product WHERE product.sku = entry.sku)
    ORDER BY entry.sku LIMIT $2 ${skipLocked(kind, 'entry')})
  RETURNING sku`;
