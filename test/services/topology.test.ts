import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  describeElasticsearch,
  elasticsearchUrl,
  ELASTICSEARCH_START_MS,
} from '../support/elasticsearch';
import { describePostgres } from '../support/postgres';
import { describeRedis } from '../support/redis';

const TOPOLOGY = join(__dirname, '../../dist/fleet/main.js');
const TEST_MS = 120_000;
const PATIENCE_MS = 30_000;

describePostgres('npm run topology', () => {
  describeRedis('with throw-away servers', () => {
    describeElasticsearch('on one Elasticsearch for all tests', () => {
      let topology: ChildProcess | undefined;
      let said = '';
      let folder = '';

      beforeAll(async () => {
        folder = mkdtempSync(join(tmpdir(), 'trove-topology-'));
        // Servers run as somebody else than root.
        chmodSync(folder, 0o755);
        const options = ['--gateways', '2', '--workers', '1', '--port', '0', '--no-demo'];
        topology = spawn(process.execPath, [TOPOLOGY, ...options], {
          env: {
            PATH: process.env['PATH'],
            HOME: process.env['HOME'],
            TMPDIR: folder,
            ELASTICSEARCH_URL: await elasticsearchUrl(),
            TROVE_SEARCH_INDEX: `topology-${Date.now()}`,
          },
        });
        topology.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
        topology.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
        await untilSaid(/topology +\| ready/);
      }, ELASTICSEARCH_START_MS);
      afterAll(() => {
        topology?.kill('SIGKILL');
        rmSync(folder, { recursive: true, force: true });
      });

      async function untilSaid(sentence: RegExp): Promise<void> {
        await until(`It never said ${String(sentence)}:\n${said}`, async () => sentence.test(said));
      }

      const address = (name: string): string =>
        new RegExp(`topology +\\| ${name}: (http\\S+)/graphql`).exec(said)?.[1] ?? '';

      it(
        'finds through one gateway what came in through the other, also after one was killed, and leaves nothing behind',
        async () => {
          const pid = topology?.pid ?? 0;
          await put(address('gateway-1'), 'L1');
          for (const name of ['gateway-1', 'gateway-2']) await untilFound(address(name), 1);

          const [victim] = descendants(pid).filter((one) => listensAt(one, address('gateway-2')));
          process.kill(victim ?? 0, 'SIGKILL');
          await untilSaid(/gateway-2 +\| ended \(SIGKILL\); starts again/);
          await put(address('gateway-1'), 'L2');
          await untilFound(address('gateway-2'), 2);

          const running = descendants(pid);
          // Two gateways, a worker, Redis, and PostgreSQL with processes of its own.
          expect(running.length).toBeGreaterThan(5);
          topology?.kill('SIGINT');
          expect(await once(topology as ChildProcess, 'exit')).toEqual([0, null]);
          expect(running.filter(isAlive)).toEqual([]);
          expect(readdirSync(folder)).toEqual([]);
        },
        TEST_MS,
      );
    });
  });
});

async function ask(address: string, query: string): Promise<unknown> {
  const answer = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return ((await answer.json()) as { readonly data: unknown }).data;
}

async function put(address: string, sku: string): Promise<void> {
  const products = `[{ sku: "${sku}", title: "Brass lantern ${sku}" }]`;
  const query = `mutation { importProducts(input: { products: ${products} }) { created } }`;
  expect(await ask(address, query)).toEqual({ importProducts: { created: 1 } });
}

async function untilFound(address: string, count: number): Promise<void> {
  const query = '{ search(input: { text: "lantern" }) { total { count } } }';
  const wanted = JSON.stringify({ search: { total: { count } } });
  await until(`${address} never found ${count}`, async () => {
    // A gateway that was killed refuses connections until it is back.
    const found = await ask(address, query).catch(() => null);
    return JSON.stringify(found) === wanted;
  });
}

async function until(complaint: string, isTrue: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!(await isTrue())) {
    if (performance.now() > giveUpAt) throw new Error(complaint);
    await sleep(100);
  }
}

/** All processes below this one. */
function descendants(pid: number): readonly number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(name) }));
  const below = (parent: number): readonly number[] =>
    parents.filter((one) => one.parent === parent).flatMap((one) => [one.pid, ...below(one.pid)]);
  return below(pid);
}

function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}

/** Its environment names the port. */
function listensAt(pid: number, address: string): boolean {
  return readFileSync(`/proc/${pid}/environ`, 'utf8')
    .split('\0')
    .includes(`PORT=${new URL(address).port}`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
