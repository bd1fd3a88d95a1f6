import { errors } from '@elastic/elasticsearch';
import type { WholeAnswer } from './whole-answer-connection';

/** From here on, a status tells of a failure. */
const FAILURES = 400;

/**
 * What an answer holds.
 *
 * @throws errors.ResponseError, as the client would, for the status of a failure; errors.DeserializationError for a success that is not
 * JSON: it was not Elasticsearch that answered.
 */
export function contentOf({ statusCode, headers, body }: WholeAnswer): unknown {
  if (statusCode < FAILURES) return parsed(body);
  const meta = { context: null, name: '', request: NOT_TOLD, connection: null, attempts: 0, aborted: false }; // prettier-ignore
  throw new errors.ResponseError({
    statusCode,
    headers,
    warnings: null,
    meta,
    body: parsedOr(body),
  });
}

/** The client would repeat the question in its error; nobody reads it there. */
const NOT_TOLD = { params: { method: 'POST', path: '' }, options: {}, id: null };

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    throw new errors.DeserializationError(String(error), body);
  }
}

/** A proxy before the cluster says in plain text that it is gone. */
function parsedOr(body: string): unknown {
  try {
    return parsed(body);
  } catch {
    return body;
  }
}
