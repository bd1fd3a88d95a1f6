import type { DatabaseLocation } from './database';

/** A column and its type, written as both databases understand it in a CAST. */
export type JsonColumn = readonly [
  name: string,
  type: 'varchar' | 'text' | 'integer' | 'bigint' | 'double precision',
];

/**
 * Rows handed to the database as one parameter, a JSON list of lists. A statement over it has the same text whatever the
 * number of rows: it is prepared once, and no limit on parameters applies. Both databases read `value ->> 0` alike.
 */
export function jsonRows(kind: DatabaseLocation['kind'], placeholder?: string): string {
  return kind === 'sqlite'
    ? `json_each(${placeholder ?? '?'})`
    : `json_array_elements(CAST(${placeholder ?? '$1'} AS json))`;
}

/** `INSERT INTO … SELECT …` over `jsonRows`; a conflict clause may follow. */
export function insertFromJson(
  kind: DatabaseLocation['kind'],
  table: string,
  columns: readonly JsonColumn[],
): string {
  const names = columns.map(([name]) => name).join(', ');
  const values = columns.map(([, type], index) => `CAST(value ->> ${index} AS ${type})`).join(', ');
  // Without WHERE, SQLite takes the ON of a conflict clause for that of a join.
  return `INSERT INTO ${table} (${names}) SELECT ${values} FROM ${jsonRows(kind)} WHERE true`;
}

/** The condition that a text column holds one of the texts in `jsonRows`, each row a single text. */
export function inJsonRows(kind: DatabaseLocation['kind'], placeholder?: string): string {
  return `IN (SELECT CAST(value ->> 0 AS varchar) FROM ${jsonRows(kind, placeholder)})`;
}
