import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { TroveError, type ErrorCode } from '../../shared/errors';
import { driverCode } from '../sqlite-errors';

/** By SQLSTATE (five characters, see the PostgreSQL manual, appendix A) or by the code of the network. */
const BY_POSTGRES_CODE: readonly (readonly [prefix: string, code: ErrorCode, sentence: string])[] =
  [
    [
      '53100',
      'STORAGE_FULL',
      'The disk of PostgreSQL is full. Nothing was written; free some space and try again.',
    ],
    [
      '25006',
      'STORAGE_READ_ONLY',
      'PostgreSQL takes no writes here. Point DATABASE_URL at the primary server.',
    ],
    [
      '40',
      'STORAGE_BUSY',
      'Other writes to the same rows went first, again and again. Nothing was written; try again.',
    ],
    [
      '53300',
      'STORAGE_BUSY',
      'PostgreSQL has no connection left. Nothing was written; try again, or raise max_connections.',
    ],
    [
      '57014',
      'STORAGE_BUSY',
      'PostgreSQL took too long over a statement and gave it up. Try again, or raise TROVE_STATEMENT_TIMEOUT_MS.',
    ],
    [
      '28',
      'STORAGE_UNAVAILABLE',
      'PostgreSQL refuses the user. Check user and password in DATABASE_URL.',
    ],
    [
      '3D000',
      'STORAGE_UNAVAILABLE',
      'PostgreSQL has no such database. Create it, or correct the name in DATABASE_URL.',
    ],
    ...['57P', '08', 'ECONN', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE'].map(
      (prefix) =>
        [
          prefix,
          'STORAGE_UNAVAILABLE',
          'PostgreSQL does not answer. Check that it runs and that DATABASE_URL is right, then send the same again.',
        ] as const,
    ),
    [
      'NO_CONNECTION',
      'STORAGE_UNAVAILABLE',
      'No connection to PostgreSQL was to be had in time: all of TROVE_DATABASE_POOL are taken, or it does not answer. Send the same again.',
    ],
    ['XX00', 'STORAGE_CORRUPT', 'PostgreSQL found its data damaged. Restore a backup.'],
  ];

/** Turns what PostgreSQL's driver throws into the failure that callers know; anything unforeseen is returned as it is. */
export function asPostgresError(error: unknown): unknown {
  if (error instanceof TroveError) return error;
  const code = codeOf(error);
  const known = BY_POSTGRES_CODE.find(([prefix]) => code.startsWith(prefix));
  if (!known) return error;
  return new TroveError(known[1], known[2], { driverCode: code }, { cause: error });
}

function codeOf(error: unknown): string {
  if (isBrokenConnection(error)) return 'ECONNRESET';
  return error instanceof Error && NONE_FREE.test(error.message)
    ? 'NO_CONNECTION'
    : driverCode(error);
}

/** Whether the transaction lost against another one, by deadlock or by order, and may win when run again. */
export function lostAgainstAnother(error: unknown): boolean {
  return driverCode(error) === '40P01' || driverCode(error) === '40001';
}

/** Whether the connection broke under the work, or the server told it to go; another connection may be there at once. */
export function lostConnection(error: unknown): boolean {
  return isBrokenConnection(error) || /^(57P|ECONNRESET$|EPIPE$)/.test(driverCode(error));
}

/** The driver gives these failures no code. */
const BROKEN = /Connection terminated|connection error and is not queryable/;
/** Nothing has run then, and whoever has waited that long does not wait again. */
const NONE_FREE = /timeout exceeded when trying to connect/;

/** TypeORM takes the connection from a transaction as soon as it breaks; the next statement then says so in these words. */
const WITHOUT_CONNECTION = [
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
];

function isBrokenConnection(error: unknown): boolean {
  if (WITHOUT_CONNECTION.some((kind) => error instanceof kind)) return true;
  return error instanceof Error && BROKEN.test(error.message);
}
