import type { ValueTransformer } from 'typeorm';

/** PostgreSQL answers `bigint` as a string; epoch milliseconds fit a number exactly until the year 287396. */
export const epochMsColumn: ValueTransformer = {
  to: (value: number | null): number | null => value,
  from: (value: string | number | null): number | null => (value === null ? null : Number(value)),
};
