import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measurement } from '../bench-report';
import { icecatFiles } from '../data-sets';
import { judgedQueries } from '../judged-queries';
import { startGateway } from '../trove-process';
import { timeByPart, type CpuProfile } from './cpu-profile';
import { closeShop, openShop } from './icecat-on-elasticsearch';
import { KeepAliveClient } from './keep-alive-client';
import { PAGE_KINDS } from './overhead-page';
import type { Shop } from './record-searches';

const WARM_UP_ROUNDS = 20;
const ROUNDS = 60;
const AT_A_TIME = 4;

/** Parts below this share are added up. */
const SMALLEST_SHARE = 0.01;

/** Where a gateway on Elasticsearch spends its time: a profile of its process under load. */
export async function searchProfileBench(): Promise<Measurement> {
  const queries = (await judgedQueries(icecatFiles().judgments)).map(({ text }) => text);
  const shop = await openShop();
  const rows: (string | number)[][] = [];
  try {
    for (const kind of PAGE_KINDS) {
      const bodies = queries.map(kind.bodyFor);
      const { profile, since } = await profiled(shop, bodies);
      rows.push(...rowsOf(kind.name, timeByPart(profile, since), ROUNDS * bodies.length));
    }
  } finally {
    await closeShop(shop);
  }
  return {
    name: 'search-profile',
    how:
      `A CPU profile of the gateway while it answers the ${queries.length} judged queries, ${AT_A_TIME} at a time, ${ROUNDS} rounds after warming up. ` +
      'A part is where the time itself was spent, with what Node did for it; sending over the network counts for the sender.',
    columns: ['page', 'part', 'ms per search', 'share'],
    rows,
  };
}

async function profiled(
  { dataDir }: Shop,
  bodies: readonly string[],
): Promise<{ readonly profile: CpuProfile; readonly since: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'trove-profile-'));
  const nodeArguments = ['--cpu-prof', '--cpu-prof-interval=250', `--cpu-prof-dir=${folder}`];
  const gateway = await startGateway(dataDir, { nodeArguments });
  const client = new KeepAliveClient();
  const url = `${gateway.address}/graphql`;
  await ask(client, url, bodies, WARM_UP_ROUNDS);
  // The profile counts by the same clock.
  const since = Number(process.hrtime.bigint() / 1000n);
  await ask(client, url, bodies, ROUNDS);
  client.close();
  await gateway.stop();
  const [file = ''] = readdirSync(folder);
  const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
  rmSync(folder, { recursive: true });
  return { profile, since };
}

async function ask(
  client: KeepAliveClient,
  url: string,
  bodies: readonly string[],
  rounds: number,
): Promise<void> {
  let next = 0;
  const oneAfterTheOther = async () => {
    while (next < rounds * bodies.length) {
      next += 1;
      await client.post(url, bodies[next % bodies.length] ?? '');
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, oneAfterTheOther));
}

function rowsOf(
  page: string,
  times: ReturnType<typeof timeByPart>,
  searches: number,
): (string | number)[][] {
  const whole = times.reduce((sum, { ms }) => sum + ms, 0);
  const row = (part: string, ms: number) => [
    page,
    part,
    (ms / searches).toFixed(3),
    `${((ms / whole) * 100).toFixed(0)} %`,
  ];
  const large = times.filter(({ ms }) => ms >= SMALLEST_SHARE * whole);
  const rest = whole - large.reduce((sum, { ms }) => sum + ms, 0);
  return [
    row('all', whole),
    ...large.map(({ part, ms }) => row(part, ms)),
    row('everything else', rest),
  ];
}
