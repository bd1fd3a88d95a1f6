import { TroveError, quoted } from '../shared/errors';

/**
 * Says that a place named on the command line cannot be written.
 *
 * @param what kind of place, such as `file`.
 * @param option that names another one.
 */
export function notWritable(
  what: string,
  path: string,
  option: string,
  cause: unknown,
): TroveError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TroveError(
    'INVALID_INPUT',
    `The ${what} ${quoted(path)} cannot be written (${reason}). Name another one with ${option}.`,
    {},
    { cause },
  );
}
