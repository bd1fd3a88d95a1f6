import type { JudgedQuery } from '../evaluation/judgments';
import type { TroveError } from '../shared/errors';
import type { ClickModel } from './click-model';
import { lookAround, type ShopQuality } from './look-around';
import { planSearches, type VisitorKind } from './plan-visits';
import type { PlayedSearch } from './play-search';
import { runTraffic } from './run-traffic';
import type { VisitedShop } from './shop.port';
import { splitQueries, type QuerySplit, type SplitQueries } from './split-queries';
import { TrafficTally, type TrafficSummary } from './traffic-tally';

/** Which queries shoppers ask. */
export type AskedQueries = 'train' | 'test' | 'all';

/** Everything that a simulation depends on, but for the shop. */
export interface SimulationPlan {
  readonly clickModel: ClickModel;
  readonly split: QuerySplit;
  readonly asked: AskedQueries;
  /** Sessions of shoppers. */
  readonly sessions: number;
  readonly robots: { readonly kind: Exclude<VisitorKind, 'SHOPPER'>; readonly searches: number };
  readonly seed: number;
  /** Hits that a visitor is shown. */
  readonly pageSize: number;
  readonly concurrency: number;
  /** Searches that begin in a second; null as many as the shop answers. */
  readonly rate: number | null;
  /** Whether each query is asked once more when all traffic is over, to measure the answers. Absent: yes. */
  readonly looksInTheEnd?: boolean;
}

/** One group of queries: what shoppers did with their pages, and how good the answers are in the end. */
export interface GroupReport {
  readonly queries: number;
  readonly traffic: TrafficSummary;
  /** Each query asked once more after all traffic; null when it was not asked for, or the simulation was stopped. */
  readonly inTheEnd: ShopQuality | null;
}

/** What a simulation found out. */
export interface SimulationReport {
  /** Always true: no figure here comes from people. */
  readonly simulated: true;
  readonly plan: SimulationPlan;
  readonly train: GroupReport;
  readonly test: GroupReport;
  readonly robots: { readonly searches: number; readonly clicks: number };
  /** What ranked, and how many searches. */
  readonly rankedBy: readonly {
    readonly mode: string;
    readonly model: string | null;
    readonly searches: number;
  }[];
  /** Searches whose answer had to do without a part. */
  readonly degraded: number;
  readonly failed: number;
  /** The last failure in words; null when there was none. */
  readonly lastFailure: string | null;
  readonly seconds: number;
}

/** What surrounds a simulation. */
export interface SimulationSurroundings {
  readonly signal: AbortSignal;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly onProgress: (done: number, of: number) => void;
}

/** Lets made-up visitors loose on a shop. @throws TroveError when the shop does not answer. */
export async function simulate(
  judged: readonly JudgedQuery[],
  plan: SimulationPlan,
  shop: VisitedShop,
  around: SimulationSurroundings,
): Promise<SimulationReport> {
  const startedAt = around.now();
  const split = splitQueries(judged, plan.split);
  const searches = planSearches({
    queries: plan.asked === 'all' ? judged : split[plan.asked],
    sessions: plan.sessions,
    robotSearches: plan.robots.searches,
    robots: plan.robots.kind,
    seed: plan.seed,
  });
  const count = new SimulationCount(split);
  const progress = () => {
    around.onProgress(count.done, searches.length);
  };
  const { concurrency, rate, clickModel: model, pageSize } = plan;
  await runTraffic(
    {
      ...{ searches, concurrency, rate, signal: around.signal, now: around.now },
      onPlayed: (played) => {
        count.played(played);
        progress();
      },
      onFailed: (_search, error) => {
        count.failed(error);
        progress();
      },
    },
    { shop, model, pageSize },
  );
  const look = async (queries: readonly JudgedQuery[]) =>
    around.signal.aborted || plan.looksInTheEnd === false ? null : lookAround(shop, queries);
  const inTheEnd = { train: await look(split.train), test: await look(split.test) };
  return { ...count.report(plan, inTheEnd), seconds: (around.now() - startedAt) / 1000 };
}

/** Adds up what every search brought. */
class SimulationCount {
  done = 0;
  private readonly tallies = { train: new TrafficTally(), test: new TrafficTally() };
  private readonly testTexts: ReadonlySet<string>;
  private readonly rankedBy = new Map<string, SimulationReport['rankedBy'][number]>();
  private readonly robots = { searches: 0, clicks: 0 };
  private degraded = 0;
  private failures = 0;
  private lastFailure: string | null = null;

  constructor(private readonly split: SplitQueries) {
    this.testTexts = new Set(split.test.map(({ text }) => text));
  }

  played(played: PlayedSearch): void {
    const { search, page, acts } = played;
    this.done += 1;
    this.noteRanking(page.mode, page.model);
    if (page.degraded.length > 0) this.degraded += 1;
    if (search.kind === 'SHOPPER') {
      this.tallies[this.testTexts.has(search.query.text) ? 'test' : 'train'].add(played);
      return;
    }
    this.robots.searches += 1;
    this.robots.clicks += acts.length;
  }

  failed(error: TroveError): void {
    this.done += 1;
    this.failures += 1;
    this.lastFailure = error.message;
  }

  private noteRanking(mode: string, model: string | null): void {
    const key = `${mode}/${model ?? ''}`;
    const searches = (this.rankedBy.get(key)?.searches ?? 0) + 1;
    this.rankedBy.set(key, { mode, model, searches });
  }

  report(
    plan: SimulationPlan,
    inTheEnd: Readonly<Record<'train' | 'test', ShopQuality | null>>,
  ): Omit<SimulationReport, 'seconds'> {
    const group = (name: 'train' | 'test'): GroupReport => ({
      queries: this.split[name].length,
      traffic: this.tallies[name].summary(),
      inTheEnd: inTheEnd[name],
    });
    return {
      simulated: true,
      plan,
      train: group('train'),
      test: group('test'),
      robots: this.robots,
      rankedBy: [...this.rankedBy.values()],
      degraded: this.degraded,
      failed: this.failures,
      lastFailure: this.lastFailure,
    };
  }
}
