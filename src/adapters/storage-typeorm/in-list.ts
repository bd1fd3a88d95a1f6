import type { DatabaseLocation } from './database';

/**
 * The condition that a column holds one of the texts in a parameter, a JSON list of texts (`JSON.stringify(texts)`). The
 * statement has the same text however many they are, and no limit on parameters applies.
 *
 * @param placeholder of that parameter: `?`, `$1`, or a name such as `:skus` with a query builder.
 */
export function inJsonList(kind: DatabaseLocation['kind'], placeholder?: string): string {
  return kind === 'sqlite'
    ? `IN (SELECT value FROM json_each(${placeholder ?? '?'}))`
    : `IN (SELECT json_array_elements_text(CAST(${placeholder ?? '$1'} AS json)))`;
}

/** The same of whole numbers. */
export function inNumberList(kind: DatabaseLocation['kind'], placeholder: string): string {
  return kind === 'sqlite'
    ? `IN (SELECT value FROM json_each(${placeholder}))`
    : `IN (SELECT CAST(json_array_elements_text(CAST(${placeholder} AS json)) AS bigint))`;
}
