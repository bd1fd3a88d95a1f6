import { runGateway, type Answer, type RunningGateway } from '../support/running-gateway';

const KEY = 'the key of this shop';
const QUESTION = '{ __typename }';

const code = ({ errors }: Answer) => errors[0]?.extensions['code'];

async function statuses(requests: readonly Promise<Answer>[]): Promise<readonly number[]> {
  return (await Promise.all(requests)).map(({ status }) => status);
}

describe('a limit of requests per minute', () => {
  let gateway: RunningGateway;

  const start = async (settings: Readonly<Record<string, string>>) => {
    gateway = await runGateway(settings);
  };
  afterEach(async () => {
    await gateway.close();
  });

  it('is not there unless it is set', async () => {
    await start({});
    const answer = await gateway.ask(QUESTION);
    expect(answer.headers.get('ratelimit')).toBeNull();
    const many = Array.from({ length: 50 }, () => gateway.ask(QUESTION));
    expect(new Set(await statuses(many))).toEqual(new Set([200]));
  });

  it('answers what is over it with 429, a code, the limit and the time to wait', async () => {
    await start({ TROVE_RATE_LIMIT: '2' });
    expect((await gateway.ask(QUESTION)).status).toBe(200);
    expect((await gateway.ask(QUESTION)).status).toBe(200);
    const refused = await gateway.ask(QUESTION);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(refused.data).toBeNull();
    expect(refused.errors).toHaveLength(1);
    expect(refused.errors[0]?.extensions).toEqual({ code: 'RATE_LIMITED', retryable: true });
    const wait = refused.headers.get('retry-after') ?? '';
    expect(wait).toMatch(/^[1-9]\d?$/);
    expect(Number(wait)).toBeLessThanOrEqual(60);
    expect(refused.errors[0]?.message).toContain('2 requests in a minute');
    expect(refused.errors[0]?.message).toContain(`Try again in ${wait} s`);
  });

  it('tells in the headers of every answer how the client stands', async () => {
    await start({ TROVE_RATE_LIMIT: '3' });
    const asked = [await gateway.ask(QUESTION), await gateway.send('not JSON')];
    const [last, refused] = [await gateway.ask('{ nonsense }'), await gateway.ask(QUESTION)];
    const answers = [...asked, last, refused];
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 400, 429]);
    for (const { headers } of answers) {
      expect(headers.get('ratelimit-policy')).toBe('"client";q=3;w=60');
    }
    const standing = answers.map(({ headers }) => headers.get('ratelimit') ?? '');
    const shape = /^"client";r=(\d+);t=(\d+)$/;
    expect(standing.map((text) => shape.exec(text)?.[1])).toEqual(['2', '1', '0', '0']);
    for (const text of standing) expect(Number(shape.exec(text)?.[2])).toBeLessThanOrEqual(60);
  });

  it('holds for GraphQL alone: health and the explorer answer on', async () => {
    await start({ TROVE_RATE_LIMIT: '1', TROVE_EXPLORER: 'on' });
    await gateway.ask(QUESTION);
    expect((await gateway.ask(QUESTION)).status).toBe(429);
    for (const path of ['/health/live', '/health/ready', '/graphiql/']) {
      const answer = await fetch(`${gateway.address}${path}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('ratelimit')).toBeNull();
    }
  });

  it('counts reading by GET as well', async () => {
    await start({ TROVE_RATE_LIMIT: '1' });
    const url = `${gateway.address}/graphql?query=${encodeURIComponent(QUESTION)}`;
    const get = () => fetch(url, { headers: { 'content-type': 'application/json' } });
    expect((await get()).status).toBe(200);
    expect((await get()).status).toBe(429);
    expect((await gateway.ask(QUESTION)).status).toBe(429);
  });

  it('refuses before it reads what was sent', async () => {
    await start({ TROVE_RATE_LIMIT: '1', TROVE_MAX_BODY_BYTES: '2000' });
    await gateway.ask(QUESTION);
    expect(code(await gateway.send(' '.repeat(3000)))).toBe('RATE_LIMITED');
  });

  it('counts whoever holds the key apart from the address, and a wrong key not', async () => {
    await start({ TROVE_RATE_LIMIT: '1', TROVE_ADMIN_KEY: KEY });
    const withKey = (key: string) => gateway.ask(QUESTION, {}, { authorization: `Bearer ${key}` });
    expect((await gateway.ask(QUESTION)).status).toBe(200);
    expect((await withKey('a key that is wrong')).status).toBe(429);
    expect((await withKey(KEY)).status).toBe(200);
    expect((await withKey(KEY)).status).toBe(429);
  });

  it('does not believe X-Forwarded-For, which anybody can write', async () => {
    await start({ TROVE_RATE_LIMIT: '1' });
    const from = (address: string) =>
      gateway.ask(QUESTION, {}, { 'x-forwarded-for': address }).then(({ status }) => status);
    expect(await from('203.0.113.1')).toBe(200);
    expect(await from('203.0.113.2')).toBe(429);
  });

  it('behind a proxy counts the address that the proxy names, whatever the client claims before it', async () => {
    await start({ TROVE_RATE_LIMIT: '1', TROVE_TRUST_PROXY: 'on' });
    const from = (addresses: string) =>
      gateway.ask(QUESTION, {}, { 'x-forwarded-for': addresses }).then(({ status }) => status);
    expect(await from('203.0.113.1')).toBe(200);
    expect(await from('203.0.113.2')).toBe(200);
    expect(await from('203.0.113.2')).toBe(429);
    expect(await from('198.51.100.9, 203.0.113.2')).toBe(429);
    expect(await from('198.51.100.10, 203.0.113.3')).toBe(200);
    expect(await from('2001:db8::1')).toBe(200);
    expect(await from('2001:db8::2')).toBe(429);
  });

  it('lets pages of other origins read how they stand, and does not count their first knock', async () => {
    await start({ TROVE_RATE_LIMIT: '1', TROVE_CORS_ORIGINS: 'https://shop.example' });
    const origin = { origin: 'https://shop.example' };
    for (let knock = 0; knock < 3; knock += 1) {
      const asked = { ...origin, 'access-control-request-method': 'POST' };
      const answer = await fetch(`${gateway.address}/graphql`, {
        method: 'OPTIONS',
        headers: asked,
      });
      expect(answer.status).toBe(204);
    }
    expect((await gateway.ask(QUESTION, {}, origin)).status).toBe(200);
    const { status, headers } = await gateway.ask(QUESTION, {}, origin);
    expect(status).toBe(429);
    expect(headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(headers.get('access-control-expose-headers')).toBe(
      'Retry-After, RateLimit, RateLimit-Policy',
    );
  });
});
