import { TroveError, quoted } from '../shared/errors';

/**
 * The defaults of a model with what was said on the command line: `key=value`, where a value has the type of the default, and a list is JSON.
 *
 * @throws TroveError INVALID_INPUT naming the keys that there are.
 */
export function optionsWith(defaults: object, assignments: readonly string[]): object {
  const known = new Map<string, unknown>(Object.entries(defaults));
  for (const assignment of assignments) {
    const at = assignment.indexOf('=');
    const key = assignment.slice(0, Math.max(at, 0)).trim();
    if (at < 1 || !known.has(key)) throw unknownOption(assignment, [...known.keys()]);
    known.set(key, valueLike(known.get(key), assignment.slice(at + 1).trim(), key));
  }
  return Object.fromEntries(known);
}

function valueLike(example: unknown, text: string, key: string): unknown {
  if (typeof example === 'string') return text;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const fits = example === null || (typeof value === typeof example && value !== null);
  if (value !== undefined && fits) return value;
  throw new TroveError(
    'INVALID_INPUT',
    `${key} cannot be ${quoted(text)}; its default is ${JSON.stringify(example)}.`,
  );
}

function unknownOption(assignment: string, keys: readonly string[]): TroveError {
  const all = keys.length === 0 ? 'It has no options.' : `Its options are: ${keys.join(', ')}.`;
  return new TroveError(
    'INVALID_INPUT',
    `--set ${quoted(assignment)} sets no option of this model. Write key=value. ${all}`,
  );
}
