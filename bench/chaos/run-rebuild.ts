import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectFolder } from '../../fleet/project-folder';
import { SeededRandom } from '../../src/shared/seeded-random';
import { ChangingShop } from './changing-shop';
import { Findings } from './findings';
import { inspectIndex } from './inspect-index';
import { inspectCatalogue } from './inspect-records';
import { MortalServers } from './mortal-servers';
import { expectNoUserErrors, IMPORT_PRODUCTS } from './mutations';
import { quantile, sendSteadily, type StreamRecord } from './open-loop';
import { PatientClient } from './patient-client';
import { SearchingShopper } from './searching-shopper';
import { productInput } from './shop-content';
import { skuAt } from './shop-script';
import { untilIndexed } from './watch-indexing';
import { ADMIN_KEY, WatchedFleet } from './watched-fleet';

/** How much of what. */
export interface RebuildPlan {
  readonly seed: number;
  readonly products: number;
  /** Products changed or deleted. */
  readonly writesPerSecond: number;
  /** Products in one mutation. */
  readonly productsPerMutation: number;
  readonly searchesPerSecond: number;
  /** One after the other. */
  readonly rebuilds: number;
  /** More time for answers than usual, for machines that do other things meanwhile. */
  readonly isPatient: boolean;
  /** Every acknowledged write must be in searches after so long, in seconds; also across the change-over. */
  readonly readableWithinSeconds: number;
}

/** What one stream of requests reached. */
export interface StreamSummary {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface RebuildReport {
  /** What is not as it should be; empty when all is. */
  readonly findings: readonly string[];
  readonly products: number;
  readonly writes: StreamSummary;
  readonly searches: StreamSummary;
  readonly failedSearches: number;
  /** Hits that were looked at for their age. */
  readonly hits: number;
  /** The oldest hit: for how long something newer had been acknowledged when the search began. */
  readonly stalestSeconds: number;
  /** How long each rebuild took. */
  readonly rebuildSeconds: readonly number[];
  /** From the last acknowledgement until the index had all. */
  readonly drainSeconds: number;
  readonly logs: string;
}

const IMPORT_BATCH = 250;

/** Load before the first rebuild, between two, and after the last, in milliseconds. */
const MARGIN_MS = 3_000;

const INDEXED_WITHIN_MS = 300_000;

/** Rebuilds the index while the catalogue changes and shoppers search, and looks what they see. */
export async function runRebuild(
  plan: RebuildPlan,
  onProgress: (done: number, note: string) => void = () => undefined,
): Promise<RebuildReport> {
  const servers = await MortalServers.open();
  const fleet = new WatchedFleet(plan.isPatient);
  try {
    await fleet.open(servers.addresses);
    const rebuild = new RebuildUnderLoad(plan, servers, fleet, onProgress);
    await rebuild.fill();
    const report = await rebuild.run();
    if (report.findings.length === 0) fleet.removeLogs();
    return report;
  } finally {
    await fleet.stop();
    await servers.stop();
  }
}

class RebuildUnderLoad {
  private readonly findings = new Findings();
  private readonly shop: ChangingShop;
  private readonly shopper: SearchingShopper;

  constructor(
    private readonly plan: RebuildPlan,
    private readonly servers: MortalServers,
    private readonly fleet: WatchedFleet,
    private readonly onProgress: (done: number, note: string) => void,
  ) {
    const random = new SeededRandom(plan.seed);
    this.shop = new ChangingShop(plan.products, fleet.addresses, random, this.findings);
    this.shopper = new SearchingShopper(this.shop, random, this.findings);
  }

  async fill(): Promise<void> {
    const client = new PatientClient(this.fleet.addresses, ADMIN_KEY);
    for (let start = 0; start < this.plan.products; start += IMPORT_BATCH) {
      const length = Math.min(IMPORT_BATCH, this.plan.products - start);
      const products = Array.from({ length }, (_, offset) =>
        productInput({ sku: skuAt(start + offset), revision: 1 }),
      );
      expectNoUserErrors((await client.send(IMPORT_PRODUCTS, { products }))['importProducts']);
      this.onProgress(start / this.plan.products / 2, `${start} products imported`);
    }
    await this.untilIndexed();
  }

  async run(): Promise<RebuildReport> {
    const stop = new AbortController();
    const { writesPerSecond, productsPerMutation, searchesPerSecond } = this.plan;
    const write = () => this.shop.write(productsPerMutation);
    const load = Promise.all([
      sendSteadily(writesPerSecond / productsPerMutation, write, stop.signal),
      sendSteadily(searchesPerSecond, () => this.shopper.search(), stop.signal),
    ]);
    const rebuildSeconds = await this.rebuildAgainAndAgain().finally(() => {
      stop.abort();
    });
    const [writes, searches] = await load;
    const drainSeconds = await this.untilIndexed();
    for (const [name, stream] of Object.entries({ writes, searches }))
      if (stream.isOverwhelmed) this.findings.add(`This machine cannot keep up with the ${name}.`);
    await this.inspect();
    return {
      findings: this.findings.list(),
      products: this.shop.present().size,
      writes: summary(writes, productsPerMutation),
      searches: summary(searches, 1),
      failedSearches: this.shopper.failed,
      hits: this.shopper.hits,
      stalestSeconds: this.shopper.stalestMs / 1000,
      rebuildSeconds,
      drainSeconds,
      logs: this.fleet.folder,
    };
  }

  private async rebuildAgainAndAgain(): Promise<readonly number[]> {
    const seconds: number[] = [];
    await sleep(MARGIN_MS);
    while (seconds.length < this.plan.rebuilds) {
      this.onProgress((1 + seconds.length / this.plan.rebuilds) / 2, 'rebuilding under load');
      seconds.push(await this.rebuild());
      await sleep(MARGIN_MS);
    }
    return seconds;
  }

  /** `trove index rebuild`, as anybody would call it. @returns the seconds it took */
  private async rebuild(): Promise<number> {
    const begunAt = performance.now();
    const main = join(projectFolder(), 'dist/src/cli/main.js');
    const child = spawn(process.execPath, [main, 'index', 'rebuild', '--json'], {
      env: { ...process.env, ...this.servers.addresses, TROVE_DATA_DIR: this.fleet.folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += String(chunk)));
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) this.findings.add(`The rebuild ended with ${String(code)}: ${said}`);
    return (performance.now() - begunAt) / 1000;
  }

  private async untilIndexed(): Promise<number> {
    const url = this.servers.addresses.DATABASE_URL;
    const tookMs = await untilIndexed(url, INDEXED_WITHIN_MS, () => undefined);
    if (tookMs === null) throw new Error('The index has not caught up.');
    return tookMs / 1000;
  }

  private async inspect(): Promise<void> {
    const { findings, shop, shopper, servers, fleet } = this;
    await inspectIndex(servers.addresses, findings);
    await inspectCatalogue(servers.addresses.DATABASE_URL, shop.present(), findings);
    if (shopper.stalestMs > this.plan.readableWithinSeconds * 1000)
      findings.add(`A search showed what had been old for ${shopper.stalestMs / 1000} s`);
    for (const surprise of fleet.surprises) findings.add(surprise);
  }
}

function summary(
  { answered, latenciesMs, seconds }: StreamRecord,
  perRequest: number,
): StreamSummary {
  return {
    perSecond: (answered * perRequest) / seconds,
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
  };
}
