/** What a placeholder of a statement may stand for. */
export type SqlValue = string | number | null;

/** A piece of SQL and the values of its placeholders, in order. What a caller gave is only ever among the values. */
export interface SqlFragment {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

export const TRUE: SqlFragment = { sql: '1', parameters: [] };
export const FALSE: SqlFragment = { sql: '0', parameters: [] };

export function fragment(sql: string, ...parameters: readonly SqlValue[]): SqlFragment {
  return { sql, parameters };
}

/** Holds when all parts do; true without parts. */
export function allOf(parts: readonly SqlFragment[]): SqlFragment {
  return joined(parts, ' AND ', TRUE);
}

/** Holds when some part does; false without parts. */
export function anyOf(parts: readonly SqlFragment[]): SqlFragment {
  return joined(parts, ' OR ', FALSE);
}

/** Joins in halves: a chain of a thousand parts would be nested deeper than SQLite reads. */
function joined(parts: readonly SqlFragment[], word: string, none: SqlFragment): SqlFragment {
  const [first] = parts;
  if (first === undefined) return none;
  if (parts.length === 1) return first;
  const middle = parts.length >> 1;
  const left = joined(parts.slice(0, middle), word, none);
  const right = joined(parts.slice(middle), word, none);
  return {
    sql: `(${left.sql}${word}${right.sql})`,
    parameters: [...left.parameters, ...right.parameters],
  };
}
