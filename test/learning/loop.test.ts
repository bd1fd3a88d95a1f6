import { setTimeout as sleep } from 'node:timers/promises';
import { GraphqlShop } from '../../src/adapters/shop-graphql/graphql-shop';
import { workOnJobs } from '../../src/server/open-jobs';
import { DEFAULT_CLICK_MODEL } from '../../src/simulation/click-model';
import {
  simulate,
  type SimulationPlan,
  type SimulationReport,
} from '../../src/simulation/simulate';
import { eventually } from '../support/eventually';
import { field, runGateway, type RunningGateway } from '../support/running-gateway';
import { PRODUCTS_OF_A_KIND, thriftyWorld } from './thrifty-world';

const WORLD = thriftyWorld(11);

const START = `mutation { startTraining(input: { mode: FULL, reason: "The test asks for it" }) {
  run { id } userErrors { message } } }`;

const RUN = `{ trainingRuns(first: 1) { edges { node { state problem { code message } modelId } } } }`;

const MODEL = `query ($id: ID!) { model(id: $id) { state verdict { promote reasons } } }`;

/** As long as a training may take on a machine that does many other things, in milliseconds. */
const PATIENCE_MS = 240_000;

async function fill(gateway: RunningGateway): Promise<void> {
  const answer = await gateway.ask(
    'mutation ($input: ImportProductsInput!) { importProducts(input: $input) { created } }',
    { input: { products: WORLD.products } },
  );
  expect(field(answer, 'importProducts.created')).toBe(WORLD.products.length);
}

function visit(gateway: RunningGateway, more: Partial<SimulationPlan>): Promise<SimulationReport> {
  const plan: SimulationPlan = {
    clickModel: { ...DEFAULT_CLICK_MODEL, noise: 0.02 },
    split: { seed: 1, folds: 3, fold: 1 },
    asked: 'train',
    sessions: 1000,
    robots: { kind: 'SWARM', searches: 0 },
    seed: 1,
    pageSize: PRODUCTS_OF_A_KIND,
    concurrency: 4,
    rate: null,
    ...more,
  };
  return simulate(WORLD.queries, plan, new GraphqlShop(gateway.address), {
    signal: new AbortController().signal,
    now: () => performance.now(),
    onProgress: () => undefined,
  });
}

/** Asks for a training and waits for its end. */
async function train(gateway: RunningGateway): Promise<SeenRun> {
  const started = await gateway.ask(START);
  expect(started.errors).toEqual([]);
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const run = field(await gateway.ask(RUN), 'trainingRuns.edges.0.node') as SeenRun;
    if (!['QUEUED', 'RUNNING'].includes(run.state)) return run;
    if (performance.now() > giveUpAt) throw new Error('The training does not end.');
    await sleep(200);
  }
}

interface SeenRun {
  readonly state: string;
  readonly problem: unknown;
  readonly modelId: string | null;
}

async function modelOf(gateway: RunningGateway, { modelId }: SeenRun): Promise<unknown> {
  return field(await gateway.ask(MODEL, { id: modelId }), 'model');
}

/** A process hears of a new model at once, and loads it before the one before goes. */
async function untilServed(gateway: RunningGateway, { modelId }: SeenRun): Promise<void> {
  await eventually(async () => {
    const answer = await gateway.ask('{ search(input: { text: "lamp" }) { ranking { model } } }');
    return field(answer, 'search.ranking.model') === modelId;
  });
}

describe('the loop, through the API alone', () => {
  let gateway: RunningGateway;

  beforeEach(async () => {
    gateway = await runGateway({
      TROVE_TRAINING_EVERY_MINUTES: '0',
      TROVE_RECOMMENDER_TRAINING_EVERY_MINUTES: '0',
      TROVE_SHADOW_SEARCHES: '0',
      TROVE_RANKING_DEADLINE_MS: '10000',
    });
    await fill(gateway);
    await workOnJobs(gateway.trove);
  });

  afterEach(async () => {
    await gateway.close();
  });

  it(
    'learns from clicks what shoppers want, also for queries that nobody asked',
    async () => {
      const before = await visit(gateway, { seed: 1 });
      const run = await train(gateway);
      expect(run).toMatchObject({ state: 'SUCCEEDED', problem: null });
      expect(await modelOf(gateway, run)).toMatchObject({
        state: 'CHAMPION',
        verdict: { promote: true },
      });
      await untilServed(gateway, run);
      const after = await visit(gateway, { seed: 2, sessions: 300 });

      expect(after.rankedBy).toMatchObject([{ mode: 'NEURAL', model: run.modelId }]);
      // The intervals do not touch.
      expect(after.train.traffic.clickThrough.low).toBeGreaterThan(
        before.train.traffic.clickThrough.high,
      );
      expect(after.train.traffic.clickPosition).toBeLessThan(before.train.traffic.clickPosition);
      const unseen = (report: SimulationReport) => report.test.inTheEnd?.ndcg.mean ?? 0;
      // The SKUs say nothing, so that before it was chance.
      expect(unseen(before)).toBeLessThan(0.7);
      expect(unseen(after)).toBeGreaterThan(0.9);
    },
    2 * PATIENCE_MS,
  );

  it.each(['FLOOD', 'SWARM'] as const)(
    'does not learn from a %s of robots, and says why',
    async (kind) => {
      await visit(gateway, {
        seed: 3,
        sessions: 0,
        robots: { kind, searches: 700 },
        concurrency: 1,
      });
      const run = await train(gateway);
      if (run.modelId !== null) {
        expect(await modelOf(gateway, run)).toMatchObject({
          state: 'REFUSED',
          verdict: { promote: false },
        });
      } else expect(run.problem).toMatchObject({ code: 'NOTHING_TO_LEARN' });
      const { rankedBy } = await visit(gateway, { seed: 4, sessions: 20 });
      expect(rankedBy).toMatchObject([{ mode: 'KEYWORD', model: null }]);
    },
    2 * PATIENCE_MS,
  );
});
