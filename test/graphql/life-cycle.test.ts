import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { field, runGateway } from '../support/running-gateway';
import { importSmallCatalogue } from '../support/small-catalogue';
import { temporaryFolder } from '../support/temporary-folder';

const CLI = join(__dirname, '../../dist/src/cli/main.js');

const health = (address: string, which: string) => fetch(`${address}/health/${which}`);

describe('health', () => {
  it('tells the parts apart', async () => {
    const gateway = await runGateway();
    expect(await (await health(gateway.address, 'live')).json()).toEqual({ status: 'ok' });
    const ready = await health(gateway.address, 'ready');
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({
      status: 'ok',
      parts: { database: 'ok', index: 'ok', server: 'ok' },
    });
    await gateway.close();
  });
});

describe('draining', () => {
  it('finishes what was begun, refuses what is new, and turns readiness red', async () => {
    const gateway = await runGateway();
    await importSmallCatalogue(gateway);
    const search = gateway.trove.search.search.bind(gateway.trove.search);
    // Slow, but the real answer: it must still arrive after draining began.
    gateway.trove.search.search = async (request) => {
      await sleep(400);
      return search(request);
    };
    const begun = gateway.ask('{ search(input: { text: "camera" }) { total { count } } }');
    await sleep(100);
    const drained = gateway.drain();
    await sleep(20);

    const refused = await gateway.ask('{ __typename }');
    expect(refused.status).toBe(503);
    expect(refused.errors[0]?.extensions['code']).toBe('SHUTTING_DOWN');
    const ready = await health(gateway.address, 'ready');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ parts: { server: 'stopping' } });
    expect((await health(gateway.address, 'live')).status).toBe(200);

    expect(field(await begun, 'search.total.count')).toBe(4);
    await drained;
    await expect(fetch(`${gateway.address}/health/live`)).rejects.toThrow();
    await gateway.trove.close();
  });

  it('waits no longer than it was told to', async () => {
    const gateway = await runGateway({ TROVE_DRAIN_TIMEOUT_MS: '100' });
    gateway.trove.search.search = () => new Promise(() => undefined);
    const stuck = gateway.ask('{ search(input: {}) { searchId } }').then(
      () => 'answered',
      () => 'cut off',
    );
    await sleep(100);
    const started = performance.now();
    await gateway.drain();
    expect(performance.now() - started).toBeLessThan(2000);
    expect(await stuck).toBe('cut off');
    expect(gateway.log).toContainEqual(expect.objectContaining({ left: 1 }));
    await gateway.trove.close();
  });
});

/** A process of `trove serve`, and everything it has said so far. */
interface Serving {
  readonly process: ChildProcess;
  stdout: string;
  stderr: string;
  readonly ended: Promise<number | null>;
}

describe('the process', () => {
  const folder = temporaryFolder();
  const running: ChildProcess[] = [];

  beforeAll(() => {
    if (!existsSync(CLI)) throw new Error('The server is not built. Run "npm run build:server".');
  });

  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });

  function serve(environment: Readonly<Record<string, string>> = {}): Serving {
    const child = spawn(process.execPath, [CLI, 'serve'], {
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        TROVE_DATA_DIR: folder.path('data'),
        ...environment,
      },
    });
    running.push(child);
    const ended = once(child, 'exit').then(([code]) => code as number | null);
    const serving: Serving = { process: child, stdout: '', stderr: '', ended };
    child.stdout.on('data', (chunk: Buffer) => (serving.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (serving.stderr += chunk.toString()));
    return serving;
  }

  async function address(serving: Serving): Promise<string> {
    for (let attempt = 0; attempt < 400; attempt += 1) {
      const found = /GraphQL +(http:\S+)\/graphql/.exec(serving.stdout);
      if (found?.[1] !== undefined && serving.stdout.includes('Ctrl+C')) return found[1];
      await sleep(50);
    }
    throw new Error(`It never listened.\n${serving.stdout}\n${serving.stderr}`);
  }

  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s', async (signal) => {
    const serving = serve();
    expect((await health(await address(serving), 'ready')).status).toBe(200);
    serving.process.kill(signal);
    expect(await serving.ended).toBe(0);
    expect(serving.stderr).toContain(signal);
  });

  it('ends at once on a signal while it starts', async () => {
    // A database that never answers: the start takes as long as the test needs.
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const serving = serve({
      DATABASE_URL: `postgres://trove@127.0.0.1:${port}/trove`,
      ELASTICSEARCH_URL: `http://127.0.0.1:${port}`,
    });
    await once(silent, 'connection');
    serving.process.kill('SIGTERM');
    // 128 + 15: by itself, not by the signal, which process 1 of a container would not even hear.
    expect(await serving.ended).toBe(143);
    silent.close();
  });

  it('ends at once on a second signal', async () => {
    const serving = serve({ TROVE_DRAIN_TIMEOUT_MS: '60000' });
    // A request that never ends its body keeps the server draining.
    const stuck = request(`${await address(serving)}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': 100 },
    });
    stuck.on('error', () => undefined);
    stuck.write('{');
    await sleep(300);
    serving.process.kill('SIGTERM');
    await sleep(300);
    expect(serving.process.exitCode).toBeNull();
    serving.process.kill('SIGTERM');
    expect(await serving.ended).toBe(1);
  });

  it.each([
    ['an exception', 'setTimeout(() => { throw new Error("on purpose"); }, 20)'],
    ['a rejection', 'setTimeout(() => { void Promise.reject(new Error("on purpose")); }, 20)'],
  ])('closes in order and ends with 1 after %s that nobody caught', async (_name, failure) => {
    const module = JSON.stringify(join(__dirname, '../../dist/src/server/process-end.js'));
    const child = spawn(process.execPath, [
      '-e',
      `const { endInGoodOrder } = require(${module});
       const logger = { info() {}, error: (facts) => console.log(JSON.stringify(facts)) };
       endInGoodOrder({ logger, newId: () => 'failure-1', close: async () => console.log('closed') });
       ${failure}`,
    ]);
    running.push(child);
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(said).toContain('"id":"failure-1"');
    expect(said).toMatch(/on purpose.*closed/s);
  });

  it('says in one sentence that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const serving = serve({ PORT: String(port) });
    expect(await serving.ended).toBe(1);
    other.close();
    expect(serving.stderr).toBe(
      `trove: Port ${port} on 127.0.0.1 is taken by another process. Stop that process, or set PORT to a free port. [PORT_IN_USE]\n`,
    );
    expect(serving.stdout).toBe('');
  });

  it('names every setting that is wrong, and never shows a key', async () => {
    const serving = serve({ PORT: 'many', TROVE_ADMIN_KEY: 'short-secret' });
    expect(await serving.ended).toBe(1);
    expect(serving.stderr).toContain('PORT: got "many"');
    expect(serving.stderr).toContain('TROVE_ADMIN_KEY');
    expect(serving.stderr).not.toContain('short-secret');
    expect(serving.stderr).toContain('[CONFIG_INVALID]');
    expect(serving.stderr).not.toMatch(/\bat .*:\d+:\d+/);
  });

  it('says what is wrong with a data folder that is a file', async () => {
    writeFileSync(folder.path('data'), 'not a folder');
    const serving = serve();
    expect(await serving.ended).toBe(1);
    expect(serving.stderr).toMatch(/^trove: .*\[STORAGE_\w+\]\n$/s);
    expect(serving.stderr).not.toMatch(/\bat .*:\d+:\d+/);
  });
});
