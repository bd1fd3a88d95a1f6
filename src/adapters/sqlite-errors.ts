import { TroveError, type ErrorCode } from '../shared/errors';

const BY_SQLITE_CODE: readonly (readonly [prefix: string, code: ErrorCode, sentence: string])[] = [
  [
    'SQLITE_FULL',
    'STORAGE_FULL',
    'The disk of the database is full. Nothing was written; free some space and try again.',
  ],
  [
    'SQLITE_READONLY',
    'STORAGE_READ_ONLY',
    'The database cannot be written. Give the user that runs Trove write access to the data folder.',
  ],
  [
    'SQLITE_BUSY',
    'STORAGE_BUSY',
    'Another process is writing to the database. Nothing was written; try again.',
  ],
  [
    'SQLITE_CANTOPEN',
    'STORAGE_UNAVAILABLE',
    'The database file cannot be opened. Check that the data folder exists and is writable.',
  ],
  [
    'SQLITE_NOTADB',
    'STORAGE_CORRUPT',
    'The database file is not a SQLite database. Point TROVE_DATA_DIR elsewhere or restore a backup.',
  ],
  ['SQLITE_CORRUPT', 'STORAGE_CORRUPT', 'The database file is damaged. Restore a backup.'],
  [
    'SQLITE_IOERR',
    'STORAGE_UNAVAILABLE',
    'The disk of the database does not answer. Nothing was written; check the disk and try again.',
  ],
];

/** The driver's code behind an error, however deep TypeORM wrapped it. */
export function driverCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('driverError' in error && error.driverError !== error) return driverCode(error.driverError);
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Turns what the database driver throws into the failure that callers know; anything unforeseen is returned as it is. */
export function asStorageError(error: unknown): unknown {
  if (error instanceof TroveError) return error;
  const code = driverCode(error);
  const known = BY_SQLITE_CODE.find(([prefix]) => code.startsWith(prefix));
  if (!known) return error;
  return new TroveError(known[1], known[2], { driverCode: code }, { cause: error });
}
