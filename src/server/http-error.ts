import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isRetryable, TroveError, type ErrorCode } from '../shared/errors';
import { maskedMessage, stackOf, type ErrorSurroundings } from './format-error';

/** A refusal before GraphQL has seen the request. */
interface HttpRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Sent again unchanged after a while, the request may succeed. */
  readonly retryable?: boolean;
}

/** Of refusals that are not about what the request says. */
const HTTP_STATUS: Partial<Record<ErrorCode, number>> = {
  SHUTTING_DOWN: 503,
  RATE_LIMITED: 429,
  DEADLINE_EXCEEDED: 504,
};

/** Answers whatever goes wrong outside GraphQL in GraphQL's own form, so that a client reads one kind of error. */
export function answerHttpError(surroundings: ErrorSurroundings, bodyBytes: number) {
  return (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
    const refusal = refusalOf(error, bodyBytes) ?? unforeseen(error, surroundings);
    return sendRefusal(reply, refusal);
  };
}

export function sendRefusal(reply: FastifyReply, refusal: HttpRefusal) {
  const { status, code, message, retryable = false } = refusal;
  const extensions = { code, ...(retryable && { retryable }) };
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [{ message, extensions }] }));
}

function refusalOf(error: FastifyError, bodyBytes: number): HttpRefusal | null {
  if (error instanceof TroveError) {
    const { code, message } = error;
    return { status: HTTP_STATUS[code] ?? 400, code, message, retryable: isRetryable(code) };
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return bodyTooLarge(bodyBytes);
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    const message = 'Send the request as JSON, with the header "Content-Type: application/json".';
    return { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message };
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) return null;
  return { status, code: 'BAD_REQUEST', message: `The request cannot be read: ${error.message}` };
}

function bodyTooLarge(bodyBytes: number): HttpRefusal {
  return {
    status: 413,
    code: 'BODY_TOO_LARGE',
    message: `The request is larger than ${bodyBytes} bytes. Send it in several smaller ones.`,
  };
}

function unforeseen(error: FastifyError, { logger, newId }: ErrorSurroundings): HttpRefusal {
  const id = newId();
  logger.error({ id, failure: stackOf(error) }, 'A request failed unexpectedly');
  return { status: 500, code: 'INTERNAL_SERVER_ERROR', message: maskedMessage(id) };
}
