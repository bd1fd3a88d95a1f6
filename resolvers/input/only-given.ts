import { TroveError } from '../../src/shared/errors';

/**
 * The name and value of the one field that is given (neither absent nor null).
 *
 * @param what names the input for the message, such as `a facet`.
 * @throws TroveError INVALID_INPUT when none or several are given.
 */
export function onlyGiven<Fields extends object>(
  fields: Fields,
  what: string,
): { readonly [Name in keyof Fields]-?: readonly [Name, NonNullable<Fields[Name]>] }[keyof Fields] {
  const given = givenEntries(fields);
  const [only] = given;
  if (only !== undefined && given.length === 1) return only as never;
  const names = Object.keys(fields).join(', ');
  const found = given.map(([name]) => name).join(' and ') || 'none';
  throw new TroveError(
    'INVALID_INPUT',
    `Give exactly one of ${names} in ${what}; it has ${found}.`,
  );
}

export function givenEntries(fields: object): readonly (readonly [string, unknown])[] {
  return Object.entries(fields).filter(
    (entry: readonly [string, unknown]) => entry[1] !== null && entry[1] !== undefined,
  );
}
