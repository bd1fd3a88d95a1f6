import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RateLimit } from '../config/config';
import type { ClientKey } from '../limits/client-key';
import type { Allowance, RateLimiter, RateLimitRule } from '../limits/rate-limiter.port';
import { TroveError } from '../shared/errors';

const WINDOW_SECONDS = 60;

/** Headers that tell a client how it stands; pages of other origins may read them. */
export const RATE_LIMIT_HEADERS = ['Retry-After', 'RateLimit', 'RateLimit-Policy'];

export function ruleOf({ requestsPerMinute }: RateLimit): RateLimitRule {
  return { requests: requestsPerMinute, windowSeconds: WINDOW_SECONDS };
}

/** What decides about one request. */
export interface RateLimiting {
  readonly rule: RateLimitRule;
  readonly limiter: RateLimiter;
  readonly clientOf: (request: FastifyRequest) => ClientKey;
}

/**
 * Counts a request before its body is read, and says in the headers how its client stands.
 *
 * @throws TroveError RATE_LIMITED when it is one too many.
 */
export function limitRate({ rule, limiter, clientOf }: RateLimiting) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const allowance = await limiter.count(clientOf(request));
    void reply.headers(standing(rule, allowance));
    if (allowance.isAllowed) return;
    const retryAfterSeconds = Math.max(1, secondsUntilReset(allowance));
    void reply.header('retry-after', retryAfterSeconds);
    throw tooMany(rule, retryAfterSeconds);
  };
}

/**
 * The fields of the IETF's draft, in its version 10.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
 */
function standing({ requests, windowSeconds }: RateLimitRule, allowance: Allowance) {
  return {
    'ratelimit-policy': `"client";q=${requests};w=${windowSeconds}`,
    ratelimit: `"client";r=${allowance.remaining};t=${secondsUntilReset(allowance)}`,
  };
}

/** Rounded up: whoever comes back then is let in. */
function secondsUntilReset({ resetMs }: Allowance): number {
  return Math.ceil(resetMs / 1000);
}

function tooMany({ requests }: RateLimitRule, retryAfterSeconds: number): TroveError {
  return new TroveError(
    'RATE_LIMITED',
    `This client has sent more than ${requests} requests in a minute (TROVE_RATE_LIMIT). Try again in ${retryAfterSeconds} s.`,
    { requestsPerMinute: requests, retryAfterSeconds },
  );
}
