import type { ValueTransformer } from 'typeorm';

/** PostgreSQL answers `bigint` as a string; epoch milliseconds fit a number exactly until the year 287396, and versions for longer. */
export const bigintColumn: ValueTransformer = {
  to: (value: number | null): number | null => value,
  from: (value: string | number | null): number | null => (value === null ? null : Number(value)),
};

export const epochMsColumn = bigintColumn;
