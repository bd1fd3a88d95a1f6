import { TroveError, quoted } from '../../shared/errors';

const YES: ReadonlySet<string> = new Set(['true', 'yes', 'y', 't', '1', 'on', '是']);
const NO: ReadonlySet<string> = new Set(['false', 'no', 'n', 'f', '0', 'off', '否']);

/**
 * Reads a truth value: a boolean, 1 or 0, or one of the usual words in any case.
 *
 * @throws TroveError INVALID_INPUT
 */
export function parseBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const normal = word.trim().toLowerCase();
  if (YES.has(normal)) return true;
  if (NO.has(normal)) return false;
  throw new TroveError(
    'INVALID_INPUT',
    `${quoted(value)} is neither true nor false. Write true, yes or 1; or false, no or 0.`,
  );
}
