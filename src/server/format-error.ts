import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { NewId } from '../shared/ids';
import type { Logger } from '../shared/logger';
import { isRetryable, TroveError } from '../shared/errors';

/** The code of a failure that nobody foresaw. */
const MASKED = 'INTERNAL_SERVER_ERROR';

/** The longest message of GraphQL's own that is passed on. */
const MESSAGE_CHARACTERS = 1000;

/** What an error formatter needs from the machine. */
export interface ErrorSurroundings {
  readonly logger: Logger;
  readonly newId: NewId;
}

/**
 * Decides what a client sees of a failure: one that Trove foresaw with its code, message and details, and `retryable` when the same
 * request may succeed later; GraphQL's own with their codes; anything else masked, with an id under which the log has the rest.
 */
export function formatError({ logger, newId }: ErrorSurroundings) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const cause = unwrapResolverError(error);
    if (cause instanceof TroveError) return foreseen(formatted, cause);
    const code = ownCode(error) ?? formatted.extensions?.['code'];
    if (typeof code === 'string' && code !== MASKED)
      return {
        ...formatted,
        message: cut(formatted.message),
        extensions: { ...formatted.extensions, code },
      };
    const id = newId();
    logger.error(
      { id, path: formatted.path, failure: stackOf(cause) },
      'A request failed unexpectedly',
    );
    return masked(formatted, id);
  };
}

/** GraphQL repeats a wrong value in full, and a value may be megabytes. */
function cut(message: string): string {
  const short = message.slice(0, MESSAGE_CHARACTERS).toWellFormed();
  return message.length > MESSAGE_CHARACTERS ? `${short}…` : message;
}

function foreseen(formatted: GraphQLFormattedError, cause: TroveError): GraphQLFormattedError {
  const { code, message, details } = cause;
  const extensions = { code, ...(isRetryable(code) && { retryable: true }), details };
  return { ...formatted, message, extensions };
}

/** Apollo puts its own code over that of a validation rule; the rule's says more. */
function ownCode(error: unknown): unknown {
  const original = error instanceof GraphQLError ? error.originalError : undefined;
  return original instanceof GraphQLError ? original.extensions['code'] : undefined;
}

function masked({ path, locations }: GraphQLFormattedError, id: string): GraphQLFormattedError {
  return {
    message: maskedMessage(id),
    ...(path && { path }),
    ...(locations && { locations }),
    extensions: { code: MASKED, id },
  };
}

/** What people are told about a failure that nobody foresaw. */
export function maskedMessage(id: string): string {
  return `Internal error ${id}. The log of the server has more under this id.`;
}

/** For the log: the stack, with those of the causes. */
export function stackOf(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  const stack = failure.stack ?? failure.message;
  return failure.cause === undefined ? stack : `${stack}\ncaused by ${stackOf(failure.cause)}`;
}
