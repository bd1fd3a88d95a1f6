import { field, runGateway, type RunningGateway } from '../support/running-gateway';
import { importSmallCatalogue } from '../support/small-catalogue';

describe('failures', () => {
  let gateway: RunningGateway;

  beforeEach(async () => {
    gateway = await runGateway();
    await importSmallCatalogue(gateway);
  });

  afterEach(async () => {
    await gateway.close();
  });

  it('that nobody foresaw are masked, with an id under which the log has the stack', async () => {
    // A real fault: the database is closed under the running server.
    await gateway.trove.close();
    const { status, errors, text } = await gateway.ask('{ products { edges { node { sku } } } }');
    expect(status).toBe(200);
    const [error] = errors;
    expect(error?.extensions['code']).toBe('INTERNAL_SERVER_ERROR');
    const id = error?.extensions['id'];
    expect(error?.message).toBe(
      `Internal error ${String(id)}. The log of the server has more under this id.`,
    );
    expect(error?.path).toEqual(['products']);
    expect(text).not.toMatch(/sqlite|typeorm|node_modules/i);
    const logged = gateway.log.find((entry) => entry['id'] === id);
    expect(logged?.['failure']).toMatch(/\bat .*:\d+:\d+/);
    expect((await fetch(`${gateway.address}/health/ready`)).status).toBe(503);
  });

  it('that were foreseen keep their code, message and details, without a stack', async () => {
    const { status, errors } = await gateway.ask('{ search(input: {}, first: 101) { searchId } }');
    expect(status).toBe(200);
    expect(errors).toMatchObject([
      {
        path: ['search'],
        extensions: { code: 'PAGE_TOO_LARGE' },
        message: expect.stringContaining('100') as string,
      },
    ]);
    expect(JSON.stringify(errors)).not.toContain('stacktrace');
    expect(gateway.log.filter(({ id }) => id !== undefined)).toEqual([]);
  });

  it('of one field leave the others standing', async () => {
    const answer = await gateway.ask(
      '{ good: product(input: { sku: "CAM-1" }) { sku } bad: product(input: {}) { sku } }',
    );
    expect(field(answer, 'good.sku')).toBe('CAM-1');
    expect(field(answer, 'bad')).toBeNull();
    expect(answer.errors[0]?.path).toEqual(['bad']);
  });
});

describe('in production', () => {
  let gateway: RunningGateway;

  beforeAll(async () => {
    gateway = await runGateway({ NODE_ENV: 'production' });
  });

  afterAll(async () => {
    await gateway.close();
  });

  it('the schema cannot be asked for, nor guessed from suggestions', async () => {
    const introspection = await gateway.ask('{ __schema { types { name } } }');
    expect(introspection.status).toBe(400);
    const { errors } = await gateway.ask('{ serch }');
    expect(errors[0]?.message).not.toContain('Did you mean');
  });

  it('there is no GraphiQL', async () => {
    expect((await fetch(`${gateway.address}/graphiql/`)).status).toBe(404);
  });

  it('errors carry no stack', async () => {
    const { text } = await gateway.ask('{ product(input: {}) { sku } }');
    expect(text).not.toMatch(/stacktrace|node_modules/);
  });
});

describe('in development', () => {
  it('a misspelt field is answered with a suggestion', async () => {
    const gateway = await runGateway({ NODE_ENV: 'development' });
    const { errors } = await gateway.ask('{ serch }');
    await gateway.close();
    expect(errors[0]?.message).toContain('Did you mean "search"?');
  });
});
