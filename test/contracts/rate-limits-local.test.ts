import { LocalRateLimiter } from '../../src/adapters/rate-limits/local-rate-limiter';
import { rateLimiterContract } from './rate-limiter.contract';

describe('rate limits in one process', () => {
  rateLimiterContract(async (rule) => new LocalRateLimiter(rule));
});
