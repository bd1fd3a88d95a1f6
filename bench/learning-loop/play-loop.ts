import { setTimeout as sleep } from 'node:timers/promises';
import type { JudgedQuery } from '../../src/evaluation/judgments';
import { DEFAULT_CLICK_MODEL } from '../../src/simulation/click-model';
import { lookAround } from '../../src/simulation/look-around';
import { simulate, type SimulationReport } from '../../src/simulation/simulate';
import { splitQueries } from '../../src/simulation/split-queries';
import type { LoopRun, LoopStage, RoundVerdict } from './loop.types';
import type { SeenModel, SeenRun, StudiedShop } from './studied-shop';

/** What happens in one shop. */
export interface LoopPlan {
  readonly judged: readonly JudgedQuery[];
  readonly folds: number;
  readonly fold: number;
  readonly rounds: number;
  /** Visits of shoppers between two trainings. */
  readonly sessions: number;
  /** Searches of robots between two trainings. */
  readonly robotSearches: number;
}

const SPLIT_SEED = 1;
const PAGE_SIZE = 20;
const POLL_MS = 1000;

/** A few visits at a time, while a challenger waits for searches to score unseen. */
const SHADOW_SESSIONS = 20;

/** Visits, waits for the training by schedule and for its judgement, looks how good the answers are, and again. */
export async function playLoop(studied: StudiedShop, plan: LoopPlan): Promise<LoopRun> {
  const split = splitQueries(plan.judged, { ...plan, seed: SPLIT_SEED });
  await warmUp(studied);
  const stages: LoopStage[] = [];
  let verdict: RoundVerdict | null = null;
  for (let round = 0; round <= plan.rounds; round += 1) {
    const champion = await studied.champion();
    const unseen = await lookAround(studied.shop, split.test);
    const { train } = await visit(studied, plan, { seed: 1000 * (round + 1), sessions: plan.sessions, robots: plan.robotSearches }); // prettier-ignore
    stages.push({ round, champion, traffic: train.traffic, unseen: unseen.byQuery, verdict });
    if (round < plan.rounds) verdict = await roundOf(studied, plan, round);
  }
  return { fold: plan.fold, stages };
}

/** Encoders are loaded when somebody asks, and not at once. */
async function warmUp({ shop }: StudiedShop): Promise<void> {
  const nobody = { shopper: 'simulated-warm-up', session: 'simulated-warm-up' };
  for (const text of ['laptop', 'monitor', 'printer']) {
    await shop.search(text, PAGE_SIZE, nobody);
    await sleep(5 * POLL_MS);
  }
}

interface Visits {
  readonly seed: number;
  readonly sessions: number;
  readonly robots: number;
}

function visit(
  { shop }: StudiedShop,
  { judged, folds, fold }: LoopPlan,
  { seed, sessions, robots }: Visits,
): Promise<SimulationReport> {
  const plan = {
    clickModel: DEFAULT_CLICK_MODEL,
    split: { seed: SPLIT_SEED, folds, fold },
    asked: 'train' as const,
    sessions,
    robots: { kind: 'SWARM' as const, searches: robots },
    seed,
    pageSize: PAGE_SIZE,
    concurrency: 2,
    rate: null,
    looksInTheEnd: false,
  };
  return simulate(judged, plan, shop, {
    signal: new AbortController().signal,
    now: () => performance.now(),
    onProgress: () => undefined,
  });
}

/** Waits for a training that knows all that was done until now, and for what becomes of its model. */
async function roundOf(studied: StudiedShop, plan: LoopPlan, round: number): Promise<RoundVerdict> {
  const since = new Date();
  let visits = 0;
  for (;;) {
    const run = (await studied.runs()).find(({ queuedAt }) => queuedAt >= since);
    const models = await studied.models();
    if (run && hasEnded(run)) {
      const model = models.find(({ id }) => id === run.modelId);
      if (model?.state !== 'SHADOW') return verdictOf(run, model);
    }
    if (models.some(({ state }) => state === 'SHADOW')) {
      visits += 1;
      const seed = 1000 * (round + 1) + visits;
      await visit(studied, plan, { seed, sessions: SHADOW_SESSIONS, robots: 0 });
    }
    await sleep(POLL_MS);
  }
}

const hasEnded = ({ state }: SeenRun): boolean => state !== 'QUEUED' && state !== 'RUNNING';

function verdictOf(run: SeenRun, model: SeenModel | undefined): RoundVerdict {
  return {
    model: run.modelId,
    state: model?.state ?? run.state,
    reasons: model?.verdict?.reasons ?? (run.problem ? [run.problem.message] : []),
  };
}
