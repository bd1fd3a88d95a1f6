import type { ReadingConnection } from './reading-connection';
import { fragment } from './sql-fragment';

const CHANGES = fragment(`SELECT value FROM keyword_index WHERE name = 'changes'`);

/** A number that is another one after each change of the index. */
export function indexChanges(connection: ReadingConnection): number {
  return (connection.first(CHANGES) as { value: number } | null)?.value ?? 0;
}

/** A value that is made from the index and made again, at the first question after the index has changed. */
export class DerivedValue<T> {
  private made: { readonly value: T; readonly changes: number } | null = null;

  constructor(
    private readonly connection: ReadingConnection,
    private readonly make: () => T,
  ) {}

  get(): T {
    const changes = indexChanges(this.connection);
    if (this.made?.changes !== changes) this.made = { value: this.make(), changes };
    return this.made.value;
  }
}
