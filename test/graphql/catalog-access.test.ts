import { runGateway, type RunningGateway } from '../support/running-gateway';

const IMPORT =
  'mutation { importProducts(input: { products: [{ sku: "A", title: "A" }] }) { created } }';
const DELETE = 'mutation { deleteProducts(input: { skus: ["A"] }) { deleted } }';
const KEY = 'a-key-of-enough-length';

const codesFor = async (gateway: RunningGateway, query: string, authorization?: string) => {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  const { errors } = await gateway.ask(query, {}, headers);
  return errors.map(({ extensions }) => extensions['code']);
};

describe.each([
  ['importProducts', IMPORT],
  ['deleteProducts', DELETE],
])('%s', (_name, mutation) => {
  it('is open in development without a key', async () => {
    const gateway = await runGateway({ NODE_ENV: 'development' });
    expect(await codesFor(gateway, mutation)).toEqual([]);
    await gateway.close();
  });

  it('is closed in production without a key, and says what to do', async () => {
    const gateway = await runGateway({ NODE_ENV: 'production' });
    const { errors } = await gateway.ask(mutation);
    expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
    expect(errors[0]?.message).toContain('TROVE_ADMIN_KEY');
    await gateway.close();
  });

  it('needs exactly the key when there is one', async () => {
    const gateway = await runGateway({ TROVE_ADMIN_KEY: KEY });
    expect(await codesFor(gateway, mutation)).toEqual(['FORBIDDEN']);
    expect(await codesFor(gateway, mutation, KEY)).toEqual(['FORBIDDEN']);
    expect(await codesFor(gateway, mutation, `Bearer ${KEY}x`)).toEqual(['FORBIDDEN']);
    expect(await codesFor(gateway, mutation, 'Bearer ')).toEqual(['FORBIDDEN']);
    expect(await codesFor(gateway, mutation, `Bearer ${KEY}`)).toEqual([]);
    await gateway.close();
  });
});

describe('reading and recordEvents', () => {
  it('need no key', async () => {
    const gateway = await runGateway({ NODE_ENV: 'production', TROVE_ADMIN_KEY: KEY });
    expect(await codesFor(gateway, '{ search(input: {}) { searchId } }')).toEqual([]);
    expect(
      await codesFor(gateway, 'mutation { recordEvents(input: { events: [] }) { recorded } }'),
    ).toEqual([]);
    await gateway.close();
  });
});
