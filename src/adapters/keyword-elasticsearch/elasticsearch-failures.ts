import { errors } from '@elastic/elasticsearch';
import { TroveError } from '../../shared/errors';

const BAD_REQUEST = 400;
const NOT_FOUND = 404;
const NO_SHARD = 503;

/** A query that Elasticsearch refuses is our mistake; these say that it cannot serve right now. */
const BUSY_OR_BROKEN = (status: number): boolean => status === 429 || status >= 500;

/** A proxy without its server, or a node that is starting: the next attempt may do better. */
const PASSING: ReadonlySet<number> = new Set([502, 503, 504]);

/** Whether the error says that an index, an alias or a point in time does not exist. */
export function isNotFound(error: unknown): boolean {
  return statusOf(error) === NOT_FOUND;
}

/**
 * Whether a search in a point in time failed because of that: 404 when it has expired or its node was restarted, 503 when its index was
 * dropped, 400 when Elasticsearch never made it.
 */
export function isPointInTimeGone(error: unknown): boolean {
  const status = statusOf(error);
  return status === NOT_FOUND || status === NO_SHARD || status === BAD_REQUEST;
}

/** Whether another attempt at once may succeed. */
export function isPassing(error: unknown): boolean {
  return error instanceof errors.ConnectionError || PASSING.has(statusOf(error));
}

/** Whether the question was given up because its time was over. */
export function isTimeUp(error: unknown): boolean {
  return error instanceof errors.RequestAbortedError || error instanceof errors.TimeoutError;
}

/** What the rest of the house understands; errors that are our own mistake stay as they are. */
export function translated(error: unknown): unknown {
  if (error instanceof errors.ResponseError) return ofStatus(statusOf(error), error);
  if (isTimeUp(error))
    return unavailable('Elasticsearch did not answer in time. Try again.', error);
  if (error instanceof errors.ElasticsearchClientError)
    return unavailable('Elasticsearch cannot be reached. Try again.', error);
  return error;
}

export function unavailable(message: string, cause: unknown): TroveError {
  return new TroveError('SEARCH_UNAVAILABLE', message, {}, { cause });
}

function ofStatus(status: number, error: Error): Error {
  if (status === NOT_FOUND)
    return unavailable('The search index does not exist. Run `trove index rebuild`.', error);
  if (BUSY_OR_BROKEN(status))
    return unavailable(
      `Elasticsearch cannot answer now (status ${String(status)}). Try again.`,
      error,
    );
  return error;
}

/** Of the answer behind an error; 0 when there was none. */
function statusOf(error: unknown): number {
  const cause = error instanceof TroveError ? error.cause : error;
  return cause instanceof errors.ResponseError ? (cause.statusCode ?? 0) : 0;
}
