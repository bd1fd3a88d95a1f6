/**
 * Every failure that Trove expects, by code. A code never changes its meaning; clients switch on it.
 *
 * Input that can be mended by the caller:
 * - `INVALID_INPUT`: a value is missing, malformed or out of range.
 * - `TEXT_TOO_LONG`, `PAGE_TOO_LARGE`, `TOO_MANY_ITEMS`: over a stated limit.
 * - `UNKNOWN_ATTRIBUTE`, `UNKNOWN_PRODUCT`: names something that the catalogue does not have.
 * - `CONTRADICTORY_RANGE`: a minimum above its maximum.
 * - `FILTER_TOO_DEEP`, `FILTER_TOO_LARGE`: a filter nested or repeated beyond the limit.
 * - `CURSOR_INVALID`, `CURSOR_MISMATCH`: a cursor that was not given out, or belongs to another query.
 * - `RATE_LIMITED`: the caller asks more often than this shop allows; try again after the time given.
 * - `FORBIDDEN`: the caller lacks the key for this.
 * - `FILE_UNREADABLE`, `FILE_MALFORMED`, `MAPPING_INVALID`: an input file.
 * - `CATALOG_NOT_EMPTY`: the demo does not replace a catalogue.
 * - `CONFIG_INVALID`: the environment or a settings file.
 *
 * The place where Trove runs:
 * - `STORAGE_FULL`, `STORAGE_READ_ONLY`, `STORAGE_BUSY`, `STORAGE_UNAVAILABLE`: the database cannot take the write now.
 * - `STORAGE_CORRUPT`: the file is not a database, or is damaged.
 * - `DATABASE_NEWER`: written by a newer version of Trove.
 * - `SEARCH_UNAVAILABLE`: the search engine does not answer; try again.
 * - `VIEW_GONE`: a search engine no longer keeps the state of the catalogue that it was asked about; never shown to clients.
 * - `DEADLINE_EXCEEDED`: the answer would take longer than one request may; try again, or ask for less.
 * - `QUEUE_UNAVAILABLE`: the job queue does not answer; try again.
 * - `INDEX_BUSY`: another process is rebuilding the search index.
 * - `INDEX_INCOMPLETE`: a new search index does not hold what the catalogue holds, so it did not go live.
 * - `MODEL_CORRUPT`: a model's file was cut short or changed, or holds numbers that are none; it is not served.
 * - `MODEL_INCOMPATIBLE`: a whole model, but of another feature list, another kind or a newer format than this version serves.
 * - `NOTHING_TO_LEARN`: a training set that cannot teach: no products, too few lists with something to tell apart, or only one position clicked.
 * - `TRAINING_TOO_LONG`: a training that would take longer on this machine than it may; the message says how long, and what helps.
 * - `UNKNOWN_MODEL`, `UNKNOWN_TRAINING_RUN`: names a model or a run that is not there.
 * - `MODEL_REFUSED`: a model that its judgement, or its state, keeps from serving; the reasons are in the message.
 * - `NO_EARLIER_MODEL`: there is nothing to roll back to.
 * - `ENCODER_UNAVAILABLE`: a sentence encoder that is not installed, or cannot be fetched.
 * - `PORT_IN_USE`: another process listens there.
 * - `SHUTTING_DOWN`: the process drains and takes no new work.
 */
export type ErrorCode =
  | 'INVALID_INPUT'
  | 'TEXT_TOO_LONG'
  | 'PAGE_TOO_LARGE'
  | 'TOO_MANY_ITEMS'
  | 'UNKNOWN_ATTRIBUTE'
  | 'UNKNOWN_PRODUCT'
  | 'CONTRADICTORY_RANGE'
  | 'FILTER_TOO_DEEP'
  | 'FILTER_TOO_LARGE'
  | 'CURSOR_INVALID'
  | 'CURSOR_MISMATCH'
  | 'RATE_LIMITED'
  | 'FORBIDDEN'
  | 'FILE_UNREADABLE'
  | 'FILE_MALFORMED'
  | 'MAPPING_INVALID'
  | 'CATALOG_NOT_EMPTY'
  | 'CONFIG_INVALID'
  | 'STORAGE_FULL'
  | 'STORAGE_READ_ONLY'
  | 'STORAGE_BUSY'
  | 'STORAGE_UNAVAILABLE'
  | 'STORAGE_CORRUPT'
  | 'DATABASE_NEWER'
  | 'SEARCH_UNAVAILABLE'
  | 'VIEW_GONE'
  | 'DEADLINE_EXCEEDED'
  | 'QUEUE_UNAVAILABLE'
  | 'INDEX_BUSY'
  | 'INDEX_INCOMPLETE'
  | 'MODEL_CORRUPT'
  | 'MODEL_INCOMPATIBLE'
  | 'UNKNOWN_MODEL'
  | 'UNKNOWN_TRAINING_RUN'
  | 'MODEL_REFUSED'
  | 'NO_EARLIER_MODEL'
  | 'ENCODER_UNAVAILABLE'
  | 'NOTHING_TO_LEARN'
  | 'TRAINING_TOO_LONG'
  | 'PORT_IN_USE'
  | 'SHUTTING_DOWN';

/** The request was in order, and the place to blame: what has been full, busy or gone may be well again. */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'RATE_LIMITED',
  'STORAGE_FULL',
  'STORAGE_READ_ONLY',
  'STORAGE_BUSY',
  'STORAGE_UNAVAILABLE',
  'SEARCH_UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'QUEUE_UNAVAILABLE',
  'INDEX_BUSY',
  'SHUTTING_DOWN',
]);

/**
 * Whether the same request, sent again unchanged after a while, may succeed. It does no harm when the first had its effect after all:
 * events count once by id, and products are written by SKU.
 */
export function isRetryable(code: ErrorCode): boolean {
  return RETRYABLE.has(code);
}

/** Facts about a failure that may be shown to the caller; never secrets. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A failure that Trove foresaw: its message names the value and the remedy, and may be shown to the caller. */
export class TroveError extends Error {
  override readonly name = 'TroveError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Whether it was the deadline that ended the waiting. */
export function isLate(error: unknown): boolean {
  return error instanceof TroveError && error.code === 'DEADLINE_EXCEEDED';
}

/** Whether the database, not the caller, is to blame. */
export function isStorageFailure(error: unknown): boolean {
  return error instanceof TroveError && error.code.startsWith('STORAGE_');
}

/** The longest piece of a caller's value that a message repeats. */
const QUOTED_CHARACTERS = 60;

/** Quotes a caller's value for a message: one line, cut, control characters escaped. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : asText(value);
  const short = text.length > QUOTED_CHARACTERS ? `${text.slice(0, QUOTED_CHARACTERS)}…` : text;
  return JSON.stringify(short.toWellFormed());
}

function asText(value: unknown): string {
  // Functions, symbols and undefined have no JSON, though the type of `stringify` does not say so.
  const json = JSON.stringify(value) as string | undefined;
  return json ?? String(value);
}
