import { TroveError, quoted } from '../../shared/errors';

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'does not exist. Check its path'],
  ['EACCES', 'may not be read. Give the user that runs Trove the right to'],
  ['EISDIR', 'is a folder. Name a file in it'],
]);

/** Says in plain words why a file cannot be read; a TroveError is returned as it is. */
export function unreadable(location: string, cause: unknown): unknown {
  if (cause instanceof TroveError) return cause;
  const code = codeOf(cause);
  const reason = REASONS.get(code) ?? `cannot be read (${code || String(cause)})`;
  return new TroveError(
    'FILE_UNREADABLE',
    `The file ${quoted(location)} ${reason}.`,
    { file: location },
    { cause },
  );
}

/** The code of an error of Node, such as `ENOENT`; empty when it has none. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
