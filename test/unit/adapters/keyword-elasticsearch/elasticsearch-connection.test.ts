import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ElasticsearchConnection,
  type Patience,
} from '../../../../src/adapters/keyword-elasticsearch/elasticsearch-connection';
import { Deadline, systemStopwatch } from '../../../../src/shared/deadline';
import { silentLogger } from '../../../../src/shared/logger';

type Asks = (connection: ElasticsearchConnection, patience?: Patience) => Promise<unknown>;

const WAYS: readonly (readonly [string, Asks])[] = [
  ['asking the client', (connection, patience) => connection.ask((client, options) => client.count({ index: 'x' }, options), patience)], // prettier-ignore
  ['searching', (connection, patience) => connection.search('/x/_search', '{"size":0}', patience)],
];

describe.each(WAYS)('ElasticsearchConnection, %s,', (_way, asks) => {
  let server: Server;
  let connection: ElasticsearchConnection;
  let requests: number;

  /** @param status null never answers. */
  async function listen(
    status: number | null,
    body: object | string = {},
    maxRetries = 0,
  ): Promise<void> {
    requests = 0;
    server = createServer((_request, response) => {
      requests += 1;
      if (status === null) return;
      const type = typeof body === 'string' ? 'text/plain' : 'application/json';
      const headers = { 'content-type': type, 'x-elastic-product': 'Elasticsearch' };
      response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body)); // prettier-ignore
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    connection = new ElasticsearchConnection({ url, requestTimeoutMs: 200, maxRetries });
  }

  afterEach(async () => {
    await connection.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const count = () => asks(connection);

  it('gives up in time on a cluster that does not answer', async () => {
    await listen(null);
    const begun = performance.now();
    await expect(count()).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it('gives up when the request it belongs to has no time left, and does not blame the cluster', async () => {
    await listen(null);
    const deadline = Deadline.after(50, systemStopwatch);
    const asked = asks(connection, { deadline });
    await expect(asked).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    const late = asks(connection, { deadline });
    await expect(late).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    // None, where the first had not even left by then.
    expect(requests).toBeLessThanOrEqual(1);
  });

  it('blames a cluster that takes longer than its own patience, however much time the request has', async () => {
    await listen(null);
    const deadline = Deadline.after(60_000, systemStopwatch);
    const asked = asks(connection, { deadline });
    await expect(asked).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
  });

  it('tries again what may pass, as long as there is time', async () => {
    await listen(503, {}, 2);
    await expect(count()).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
    expect(requests).toBe(3);
  });

  it('tries again when a proxy says in plain text that the cluster is gone', async () => {
    await listen(502, 'Bad Gateway', 1);
    await expect(count()).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
    expect(requests).toBe(2);
  });

  it('spends one budget of time on all attempts', async () => {
    await listen(503);
    const { port } = server.address() as AddressInfo;
    const patient = new ElasticsearchConnection({
      url: `http://127.0.0.1:${port}`,
      requestTimeoutMs: 60_000,
      maxRetries: 1_000_000,
      // Each answer takes twenty seconds of this clock.
      stopwatch: () => requests * 20_000,
    });
    const asked = asks(patient);
    await expect(asked).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
    expect(requests).toBe(3);
    await patient.close();
  });

  it('says so when nobody listens', async () => {
    await listen(200);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect(count()).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  it.each([404, 429, 503])('takes the status %i for "not now"', async (status) => {
    await listen(status, { error: { type: 'x', reason: 'y' }, status });
    await expect(count()).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
  });

  it('passes on that a request was wrong, since trying again cannot help', async () => {
    await listen(400, { error: { type: 'parsing_exception', reason: 'y' }, status: 400 });
    await expect(count()).rejects.not.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
  });

  it('refuses a version that it does not speak', async () => {
    await listen(200, { version: { number: '9.1.0' } });
    await expect(connection.greet(silentLogger)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

describe('ElasticsearchConnection', () => {
  it('takes a page that somebody else answers with for no answer', async () => {
    const server = createServer((_request, response) => response.end('<html>Welcome</html>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const connection = new ElasticsearchConnection({ url: `http://127.0.0.1:${port}` });
    const asked = connection.search('/_search', '{"size":0}');
    await expect(asked).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
    await connection.close();
    server.close();
  });

  it('asks below the path of its address, with the password in it', async () => {
    const seen: unknown[] = [];
    const server = createServer(({ method, url, headers }, response) => {
      seen.push([method, url, headers.authorization]);
      response.end('{"fine":true}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const url = `http://me:secret@127.0.0.1:${port}/below/`;
    const connection = new ElasticsearchConnection({ url });
    expect(await connection.search('/x/_search', '{"size":0}')).toEqual({ fine: true });
    const basic = `Basic ${Buffer.from('me:secret').toString('base64')}`;
    expect(seen).toEqual([['POST', '/below/x/_search', basic]]);
    await connection.close();
    server.close();
  });
});
