import { runGateway, type RunningGateway } from '../support/running-gateway';

const SHOP = 'https://shop.example';

const preflight = (gateway: RunningGateway, origin: string) =>
  fetch(`${gateway.address}/graphql`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  });

const allowed = (answer: { headers: Headers }) => answer.headers.get('access-control-allow-origin');

describe('web pages of other origins', () => {
  it('are kept out unless named', async () => {
    const gateway = await runGateway();
    expect(allowed(await preflight(gateway, SHOP))).toBeNull();
    expect(allowed(await gateway.ask('{ __typename }', {}, { origin: SHOP }))).toBeNull();
    await gateway.close();
  });

  it('may call when TROVE_CORS_ORIGINS names theirs', async () => {
    const gateway = await runGateway({ TROVE_CORS_ORIGINS: `${SHOP}, http://localhost:3000` });
    const asked = await preflight(gateway, SHOP);
    expect(asked.status).toBe(204);
    expect(allowed(asked)).toBe(SHOP);
    expect(asked.headers.get('access-control-allow-headers')).toBe('content-type');
    expect(allowed(await gateway.ask('{ __typename }', {}, { origin: SHOP }))).toBe(SHOP);
    expect(allowed(await preflight(gateway, 'https://elsewhere.example'))).toBeNull();
    await gateway.close();
  });

  it('may all call with *', async () => {
    const gateway = await runGateway({ TROVE_CORS_ORIGINS: '*' });
    expect(allowed(await preflight(gateway, SHOP))).toBe('*');
    await gateway.close();
  });

  it.each(['shop.example', 'https://shop.example/path', 'https://shop.example,,'])(
    'refuses %p as a list of origins when starting',
    async (origins) => {
      await expect(runGateway({ TROVE_CORS_ORIGINS: origins })).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
      });
    },
  );
});
