import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { ClientKey } from '../../limits/client-key';
import type { Allowance, RateLimiter, RateLimitRule } from '../../limits/rate-limiter.port';
import { toAllowance } from './to-allowance';

/** Counts in this process alone. A client that has been silent for a window takes no memory. */
export class LocalRateLimiter implements RateLimiter {
  private readonly limiter: RateLimiterMemory;

  constructor({ requests, windowSeconds }: RateLimitRule) {
    this.limiter = new RateLimiterMemory({ points: requests, duration: windowSeconds });
  }

  count(client: ClientKey): Promise<Allowance> {
    return toAllowance(this.limiter.consume(client));
  }

  async close(): Promise<void> {
    // Its timers do not keep a process alive.
  }
}
