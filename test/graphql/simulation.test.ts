import { GraphqlShop } from '../../src/adapters/shop-graphql/graphql-shop';
import type { JudgedQuery } from '../../src/evaluation/judgments';
import type { ShopperEvent } from '../../src/feedback/shopper-event.types';
import { TroveError } from '../../src/shared/errors';
import { DEFAULT_CLICK_MODEL } from '../../src/simulation/click-model';
import {
  simulate,
  type SimulationPlan,
  type SimulationReport,
} from '../../src/simulation/simulate';
import { runGateway, type RunningGateway } from '../support/running-gateway';
import { importSmallCatalogue, SMALL_CATALOGUE } from '../support/small-catalogue';

const grades = (all: Readonly<Record<string, number>>) => new Map(Object.entries(all));

const JUDGED: readonly JudgedQuery[] = [
  { text: 'canon camera', grades: grades({ 'CAM-1': 3, 'CAM-3': 1 }) },
  { text: 'mirrorless camera', grades: grades({ 'CAM-1': 2, 'CAM-2': 3 }) },
  { text: 'sony', grades: grades({ 'CAM-2': 3 }) },
  { text: 'zeppelin', grades: grades({ 'CAM-2': 0 }) },
];

const PLAN: SimulationPlan = {
  clickModel: DEFAULT_CLICK_MODEL,
  split: { seed: 1, folds: 2, fold: 1 },
  asked: 'all',
  sessions: 60,
  robots: { kind: 'FLOOD', searches: 0 },
  seed: 1,
  pageSize: 10,
  concurrency: 4,
  rate: null,
};

const around = (signal = new AbortController().signal) => ({
  signal,
  now: () => performance.now(),
  onProgress: () => undefined,
});

describe('a simulation through the API', () => {
  let gateway: RunningGateway;

  beforeEach(async () => {
    gateway = await runGateway();
    await importSmallCatalogue(gateway);
  });

  afterEach(async () => {
    await gateway.close();
  });

  const run = (more: Partial<SimulationPlan> = {}): Promise<SimulationReport> =>
    simulate(JUDGED, { ...PLAN, ...more }, new GraphqlShop(gateway.address), around());

  async function events(): Promise<readonly ShopperEvent[]> {
    const read = await gateway.trove.events.read(0, 100_000);
    return read.map(({ event }) => event);
  }

  async function recorded(): Promise<Readonly<Record<string, number>>> {
    const counts: Record<string, number> = {};
    for (const { kind } of await events()) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  }

  it('leaves in the shop exactly the events that it reports', async () => {
    const { train, test, failed } = await run();
    expect(failed).toBe(0);
    const sum = (what: 'clicks' | 'carts' | 'purchases') =>
      Math.round(
        train.traffic[what] * train.traffic.searches + test.traffic[what] * test.traffic.searches,
      );
    expect(sum('clicks')).toBeGreaterThan(20);
    expect(await recorded()).toEqual({
      CLICK: sum('clicks'),
      ADD_TO_CART: sum('carts'),
      PURCHASE: sum('purchases'),
    });
  });

  it('names search and place with every event, so that they can be joined to what was shown', async () => {
    await run();
    for (const { searchId, position, sku, session } of await events()) {
      if (searchId === null || position === null) throw new Error('An event of nowhere');
      const shown = await gateway.trove.rankingLog.shown(searchId, PLAN.pageSize);
      expect(shown[position - 1]).toBe(sku);
      expect(session).toMatch(/^simulated-1-session-\d+$/);
    }
  });

  it('says the same again with the same seed, however many searches are under way', async () => {
    const first = await run();
    const other = await runGateway();
    await importSmallCatalogue(other);
    const shop = new GraphqlShop(other.address);
    const again = await simulate(JUDGED, { ...PLAN, concurrency: 1 }, shop, around());
    const numbers = ({ train, test, rankedBy }: SimulationReport) => ({ train, test, rankedBy });
    expect(numbers(again)).toEqual(numbers(first));
    await other.close();
  });

  it('keeps unseen queries unseen: they are asked in the end only, and nothing is clicked', async () => {
    const { train, test } = await run({ asked: 'train' });
    expect(train.traffic.searches).toBeGreaterThanOrEqual(PLAN.sessions);
    expect(test.traffic.searches).toBe(0);
    expect(test.inTheEnd?.byQuery).toHaveLength(test.queries);
    expect(train.queries + test.queries).toBe(JUDGED.length);
  });

  it('counts robots apart from shoppers', async () => {
    const { train, test, robots } = await run({
      sessions: 0,
      robots: { kind: 'SWARM', searches: 50 },
    });
    expect(robots.searches).toBe(50);
    expect(train.traffic.searches + test.traffic.searches).toBe(0);
    expect(await recorded()).toEqual({ CLICK: robots.clicks });
  });

  it('begins no more searches in a second than it may', async () => {
    const startedAt = performance.now();
    const { train, test } = await run({ sessions: 10, rate: 100 });
    const searches = train.traffic.searches + test.traffic.searches;
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual((searches - 1) * 10 - 1);
  });

  it('stops when it is told to, and says what was seen so far', async () => {
    const controller = new AbortController();
    const shop = new GraphqlShop(gateway.address);
    const report = await simulate(JUDGED, { ...PLAN, sessions: 5000, concurrency: 1 }, shop, {
      ...around(controller.signal),
      onProgress: (done) => {
        if (done === 5) controller.abort();
      },
    });
    expect(report.train.traffic.searches + report.test.traffic.searches).toBe(5);
    expect(report.test.inTheEnd).toBeNull();
  });

  it('goes on when products disappear meanwhile', async () => {
    const shop = new GraphqlShop(gateway.address);
    const skus = SMALL_CATALOGUE.map(({ sku }) => sku);
    let gone = false;
    const report = await simulate(JUDGED, PLAN, shop, {
      ...around(),
      onProgress: (done) => {
        if (done < 10 || gone) return;
        gone = true;
        void gateway.ask(
          'mutation ($skus: [String!]!) { deleteProducts(input: { skus: $skus }) { deleted } }',
          {
            skus,
          },
        );
      },
    });
    expect(report.failed).toBe(0);
    expect(report.test.inTheEnd?.ndcg.mean).toBe(0);
  });
});

describe('a simulation without a shop', () => {
  it('says where nobody answers, and what to do', async () => {
    const nobody = new GraphqlShop('http://127.0.0.1:1');
    const error = await simulate(JUDGED, PLAN, nobody, around()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TroveError);
    expect((error as TroveError).message).toContain(
      'No gateway of Trove answers at "http://127.0.0.1:1"',
    );
    expect((error as TroveError).message).toContain('trove serve');
  });
});
