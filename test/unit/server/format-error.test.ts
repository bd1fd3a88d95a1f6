import { GraphQLError } from 'graphql';
import { formatError } from '../../../src/server/format-error';
import { TroveError, type ErrorCode } from '../../../src/shared/errors';
import { silentLogger } from '../../../src/shared/logger';

describe('what a client sees of a failure', () => {
  const format = formatError({ logger: silentLogger, newId: () => 'id-1' });
  const extensionsOf = (code: ErrorCode) => {
    const failure = new TroveError(code, 'Message.', { limit: 5 });
    const error = new GraphQLError('Message.', { originalError: failure, path: ['search'] });
    return format(error.toJSON(), error).extensions;
  };

  it('says retryable when the place is to blame', () => {
    for (const code of [
      'STORAGE_UNAVAILABLE',
      'STORAGE_BUSY',
      'STORAGE_FULL',
      'SEARCH_UNAVAILABLE',
      'DEADLINE_EXCEEDED',
      'RATE_LIMITED',
      'SHUTTING_DOWN',
    ] as const)
      expect(extensionsOf(code)).toEqual({ code, retryable: true, details: { limit: 5 } });
  });

  it('does not when the request is, or when nobody but a person can help', () => {
    for (const code of [
      'INVALID_INPUT',
      'UNKNOWN_PRODUCT',
      'FORBIDDEN',
      'STORAGE_CORRUPT',
    ] as const)
      expect(extensionsOf(code)).toEqual({ code, details: { limit: 5 } });
  });
});
