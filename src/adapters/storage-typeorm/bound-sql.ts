import type { TransactionSql } from '../../catalog/catalog-follower.port';
import type { DatabaseLocation } from './database';

/** One statement for both databases, written with `$1`, `$2` …, which may occur more than once. */
export class BoundSql {
  private readonly text: string;
  /** Which parameter each placeholder of the text stands for. */
  private readonly places: readonly number[];

  constructor(
    private readonly kind: DatabaseLocation['kind'],
    sql: string,
  ) {
    this.places = [...sql.matchAll(/\$(\d+)/g)].map((match) => Number(match[1]) - 1);
    this.text = kind === 'sqlite' ? sql.replaceAll(/\$\d+/g, '?') : sql;
  }

  /** Runs it and gives back its rows, also those of UPDATE … RETURNING, which the driver of PostgreSQL wraps. */
  async rows<Row>(on: TransactionSql, parameters: readonly unknown[]): Promise<readonly Row[]> {
    const answer = await on.query(this.text, this.bound(parameters));
    if (!Array.isArray(answer)) return [];
    const [first] = answer as unknown[];
    return (Array.isArray(first) ? first : answer) as readonly Row[];
  }

  private bound(parameters: readonly unknown[]): readonly unknown[] {
    return this.kind === 'postgres' ? parameters : this.places.map((place) => parameters[place]);
  }
}
