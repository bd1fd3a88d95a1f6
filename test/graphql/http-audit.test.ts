import { serverAudits } from 'graphql-http';
import { runGateway, type RunningGateway } from '../support/running-gateway';

/**
 * The audit of the GraphQL over HTTP specification. Its three warnings want 200 for invalid documents under
 * `application/json`, where Apollo answers 400; its three notices are about GET, which needs a header here on purpose.
 */
describe('GraphQL over HTTP', () => {
  let gateway: RunningGateway;

  beforeAll(async () => {
    gateway = await runGateway();
  });

  afterAll(async () => {
    await gateway.close();
  });

  const audits = serverAudits({ url: () => `${gateway.address}/graphql`, fetchFn: fetch });

  it('is audited in full', () => {
    expect(audits.length).toBeGreaterThan(55);
  });

  it.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_name, audit) => {
    const result = await audit.fn();
    expect(result.status).not.toBe('error');
  });

  it('is kept in all but the points above', async () => {
    const results = await Promise.all(audits.map((audit) => audit.fn()));
    const not = results.filter(({ status }) => status !== 'ok').map(({ status }) => status);
    expect(not.sort()).toEqual(['notice', 'notice', 'notice', 'warn', 'warn', 'warn']);
  });
});
