import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'schema', 'operations');

/** An operation that GraphiQL offers, with its example variables. */
export interface ReadyOperation {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export function readyOperation(name: string): ReadyOperation {
  const read = (ending: string) => readFileSync(join(FOLDER, `${name}${ending}`), 'utf8');
  return {
    name,
    query: read('.graphql'),
    variables: JSON.parse(read('.variables.json')) as ReadyOperation['variables'],
  };
}

/** The names of all of them. */
export function readyOperationNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => file.replace('.graphql', ''));
}
