import { setTimeout as sleep } from 'node:timers/promises';
import { clientKeyOf, type ClientKey } from '../../src/limits/client-key';
import type { Allowance, RateLimiter, RateLimitRule } from '../../src/limits/rate-limiter.port';

let clients = 0;

/** A client that nobody has counted yet. */
export function newClient(): ClientKey {
  clients += 1;
  return clientKeyOf(`198.51.100.${String(clients)}`);
}

/** What every limiter does. `fresh` makes one that has counted nothing. */
export function rateLimiterContract(fresh: (rule: RateLimitRule) => Promise<RateLimiter>): void {
  const opened: RateLimiter[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((limiter) => limiter.close()));
  });
  const open = async (rule: RateLimitRule): Promise<RateLimiter> => {
    const limiter = await fresh(rule);
    opened.push(limiter);
    return limiter;
  };

  it('lets as many requests through as the rule says, counts down, and then refuses until the window ends', async () => {
    const limiter = await open({ requests: 3, windowSeconds: 60 });
    const client = newClient();
    const allowances: Allowance[] = [];
    for (let request = 0; request < 5; request += 1) allowances.push(await limiter.count(client));
    expect(allowances.map(({ isAllowed }) => isAllowed)).toEqual([true, true, true, false, false]);
    expect(allowances.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0, 0]);
    for (const { resetMs } of allowances) {
      expect(resetMs).toBeGreaterThan(0);
      expect(resetMs).toBeLessThanOrEqual(60_000);
    }
  });

  it('lets exactly that many through when they come at once', async () => {
    const limiter = await open({ requests: 10, windowSeconds: 60 });
    const client = newClient();
    const counts = Array.from({ length: 25 }, () => limiter.count(client));
    const allowances = await Promise.all(counts);
    expect(allowances.filter(({ isAllowed }) => isAllowed)).toHaveLength(10);
  });

  it('counts each client apart', async () => {
    const limiter = await open({ requests: 1, windowSeconds: 60 });
    const [greedy, modest] = [newClient(), newClient()];
    await limiter.count(greedy);
    expect(await limiter.count(greedy)).toMatchObject({ isAllowed: false });
    expect(await limiter.count(modest)).toMatchObject({ isAllowed: true });
  });

  it('lets a client in again when its window has ended, although it kept on asking', async () => {
    const limiter = await open({ requests: 1, windowSeconds: 1 });
    const client = newClient();
    expect(await limiter.count(client)).toMatchObject({ isAllowed: true });
    const refused = await limiter.count(client);
    expect(refused.isAllowed).toBe(false);
    await sleep(refused.resetMs / 2);
    expect(await limiter.count(client)).toMatchObject({ isAllowed: false });
    await sleep(refused.resetMs / 2 + 100);
    expect(await limiter.count(client)).toMatchObject({ isAllowed: true });
  });
}
