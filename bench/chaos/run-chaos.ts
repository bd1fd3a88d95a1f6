import { setTimeout as sleep } from 'node:timers/promises';
import { SeededRandom } from '../../src/shared/seeded-random';
import { Findings } from './findings';
import { inspectIndex } from './inspect-index';
import { inspectCatalogue, inspectEvents } from './inspect-records';
import { planKills, type Part } from './kill-plan';
import { MortalServers } from './mortal-servers';
import { PatientClient, type ClientRecord } from './patient-client';
import { EventSender, sendLane } from './send-load';
import { changesOf, writeScript, type ShopScript } from './shop-script';
import { readIndexing, untilIndexed, type IndexingState } from './watch-indexing';
import { ADMIN_KEY, WatchedFleet } from './watched-fleet';

/** How much of what. */
export interface ChaosPlan {
  readonly seed: number;
  readonly products: number;
  readonly events: number;
  /** Products and events in one request. */
  readonly batch: number;
  /** How often each part is killed. */
  readonly kills: Readonly<Record<Part, number>>;
}

/** How it ended. */
export interface ChaosReport {
  /** What is not as it should be; empty when all is. */
  readonly findings: readonly string[];
  /** Products that catalogue and index have at the end. */
  readonly products: number;
  /** Rows and SKUs that were imported, changed and deleted. */
  readonly changes: number;
  readonly events: number;
  /** What was killed, in this order. */
  readonly kills: readonly Part[];
  readonly client: ClientRecord;
  /** From the first request to the last acknowledgement, in seconds. */
  readonly loadSeconds: number;
  /** From there until the index had all, in seconds. */
  readonly drainSeconds: number;
  /** The longest that a change waited for the index, in seconds, as far as it was watched. */
  readonly worstLagSeconds: number;
  /** Where the logs are; gone when nothing was found. */
  readonly logs: string;
}

const SHOP_LANES = 4;
const EVENT_LANES = 2;

/** How much of the work acknowledging is; the rest is indexing. */
const LOAD_SHARE = 0.5;

const POLL_MS = 100;

const INDEXED_WITHIN_MS = 600_000;

/**
 * Imports, changes, deletes and records through two gateways, while gateways, workers and servers are killed with SIGKILL, and
 * compares everything with everything when the index has caught up.
 *
 * @param onProgress told the share that is done, and what is going on
 */
export async function runChaos(
  plan: ChaosPlan,
  onProgress: (done: number, note: string) => void = () => undefined,
): Promise<ChaosReport> {
  const servers = await MortalServers.open();
  const fleet = new WatchedFleet(true);
  try {
    await fleet.open(servers.addresses);
    const report = await new Chaos(plan, servers, fleet, onProgress).run();
    if (report.findings.length === 0) fleet.removeLogs();
    return report;
  } finally {
    await fleet.stop();
    await servers.stop();
  }
}

class Chaos {
  private readonly random: SeededRandom;
  private readonly script: ShopScript;
  private readonly sender: EventSender;
  private readonly client: PatientClient;
  private readonly findings = new Findings();
  private readonly killed: Part[] = [];
  private acknowledged = 0;
  private state: IndexingState = { waiting: 0, done: 0, failed: 0, lagMs: 0, unreadEvents: 0 };
  private worstLagMs = 0;
  private isOver = false;

  constructor(
    private readonly plan: ChaosPlan,
    private readonly servers: MortalServers,
    private readonly fleet: WatchedFleet,
    private readonly onProgress: (done: number, note: string) => void,
  ) {
    const { products, events, batch, seed } = plan;
    this.random = new SeededRandom(seed);
    this.script = writeScript({ products, batch, lanes: SHOP_LANES }, this.random);
    this.sender = new EventSender({ events, batch, lanes: EVENT_LANES }, this.random);
    this.client = new PatientClient(fleet.addresses, ADMIN_KEY);
  }

  async run(): Promise<ChaosReport> {
    const watching = this.watch();
    const killing = this.killAll();
    try {
      const loadMs = await timed(() => this.sendAll());
      const drainMs = await timed(async () => {
        await killing;
        await this.drain();
      });
      await this.inspect();
      return this.report(loadMs, drainMs);
    } finally {
      this.isOver = true;
      await watching;
    }
  }

  private async sendAll(): Promise<void> {
    const shop = this.script.lanes.map((deeds) =>
      sendLane(deeds, this.client, (deed) => {
        this.acknowledged += changesOf(deed);
        this.sender.note(deed);
      }),
    );
    const shoppers = Array.from({ length: EVENT_LANES }, () =>
      this.sender.sendLane(this.client, (events) => (this.acknowledged += events)),
    );
    await Promise.all([...shop, ...shoppers]);
  }

  private async killAll(): Promise<void> {
    for (const { part, at } of planKills(this.plan.kills, this.random)) {
      while (this.done() < at && !this.isOver) await sleep(POLL_MS);
      if (this.isOver) return;
      this.killed.push(part);
      if (part === 'gateway' || part === 'worker') this.fleet.kill(part, this.random);
      else await this.servers.kill(part);
    }
  }

  private async drain(): Promise<void> {
    const { DATABASE_URL: url } = this.servers.addresses;
    const tookMs = await untilIndexed(url, INDEXED_WITHIN_MS, (state) => {
      this.note(state);
    });
    if (tookMs === null)
      this.findings.add(`The index has not caught up: ${JSON.stringify(this.state)}`);
    await this.fleet.untilReady();
  }

  private async inspect(): Promise<void> {
    const { findings, script, sender, servers, fleet } = this;
    const { addresses } = servers;
    await inspectIndex(addresses, findings);
    await inspectCatalogue(addresses.DATABASE_URL, script.finally, findings);
    await inspectEvents(addresses.DATABASE_URL, sender.skus, findings);
    if (this.state.failed > 0) findings.add(`${this.state.failed} products were given up on`);
    for (const surprise of fleet.surprises) findings.add(surprise);
  }

  private async watch(): Promise<void> {
    while (!this.isOver) {
      const state = await readIndexing(this.servers.addresses.DATABASE_URL);
      if (state) this.note(state);
      await sleep(5 * POLL_MS);
    }
  }

  private note(state: IndexingState): void {
    this.state = state;
    this.worstLagMs = Math.max(this.worstLagMs, state.lagMs);
    const last = this.killed.at(-1);
    const note = `${this.acknowledged} acknowledged, ${state.waiting} wait for the index`;
    this.onProgress(this.done(), last ? `${note}, killed ${last}` : note);
  }

  /** The share of all work that is done. */
  private done(): number {
    const load = this.acknowledged / (this.script.changes + this.plan.events);
    const indexed = Math.min(1, this.state.done / this.plan.products);
    return LOAD_SHARE * load + (1 - LOAD_SHARE) * indexed;
  }

  private report(loadMs: number, drainMs: number): ChaosReport {
    return {
      findings: this.findings.list(),
      products: this.script.finally.size,
      changes: this.script.changes,
      events: this.plan.events,
      kills: this.killed,
      client: this.client.record,
      loadSeconds: loadMs / 1000,
      drainSeconds: drainMs / 1000,
      worstLagSeconds: this.worstLagMs / 1000,
      logs: this.fleet.folder,
    };
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begunAt = performance.now();
  await work();
  return performance.now() - begunAt;
}
