import { RateLimiterRes } from 'rate-limiter-flexible';
import type { Allowance } from '../../limits/rate-limiter.port';

/** The library resolves with how the client stands, and rejects with the same when the request is one too many. */
export async function toAllowance(counting: Promise<RateLimiterRes>): Promise<Allowance> {
  try {
    return allowance(await counting, true);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return allowance(refusal, false);
    throw refusal;
  }
}

function allowance(
  { remainingPoints, msBeforeNext }: RateLimiterRes,
  isAllowed: boolean,
): Allowance {
  return { isAllowed, remaining: remainingPoints, resetMs: Math.max(0, msBeforeNext) };
}
