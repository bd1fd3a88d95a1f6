import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CLICK_MODEL } from '../../src/simulation/click-model';
import type { Measurement } from '../bench-report';
import { icecatFiles } from '../data-sets';
import { judgedQueries } from '../judged-queries';
import { loopOutcome } from './loop-outcome';
import { loopPlot } from './loop-plot';
import { loopRow, LOOP_COLUMNS } from './loop-row';
import type { LoopOutcome, LoopRun } from './loop.types';
import { playLoop, type LoopPlan } from './play-loop';
import { copyOf, shopTemplate, type ShopTemplate } from './shop-template';
import { StudiedShop } from './studied-shop';

/** How much is done: the whole takes the better part of an hour, the quick form a few minutes and proves nothing but that it runs. */
interface Extent {
  readonly folds: readonly number[];
  readonly rounds: number;
  readonly sessions: number;
  readonly everyMinutes: number;
  readonly ways: readonly Way[];
}

/** One way to learn. */
interface Way {
  readonly name: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Searches of robots for each visit of a shopper. */
  readonly robots: number;
  /** The first fold will do. */
  readonly oneFold: boolean;
}

const FOLDS = 3;

const HANDLED: Way = {
  name: 'position bias handled',
  environment: {},
  robots: 0,
  oneFold: false,
};

const WAYS: readonly Way[] = [
  HANDLED,
  { ...HANDLED, name: 'position bias ignored', environment: { TROVE_POSITION_BIAS: 'off' } },
  { ...HANDLED, name: 'with robots', robots: 1, oneFold: true },
];

const WHOLE: Extent = {
  folds: [1, 2, 3],
  rounds: 3,
  sessions: 3000,
  everyMinutes: 12,
  ways: WAYS,
};

const QUICK: Extent = { folds: [1], rounds: 1, sessions: 300, everyMinutes: 1, ways: [HANDLED] };

const PLOT = join('docs', 'images', 'learning-loop.svg');

/** Simulated shoppers teach real gateways, all at once, each with a data folder of its own. With `--quick` a small part of it. */
export async function learningLoopBench(): Promise<Measurement> {
  const isQuick = process.argv.includes('--quick');
  const extent = isQuick ? QUICK : WHOLE;
  const template = await shopTemplate();
  const startedAt = performance.now();
  const outcomes = await Promise.all(extent.ways.map((way) => playWay(way, extent, template)));
  const minutes = (performance.now() - startedAt) / 60_000;
  if (!isQuick) writeFileSync(PLOT, loopPlot(outcomes.slice(0, 2)));
  return {
    name: 'learning-loop',
    how: howOf(extent, template, minutes),
    columns: LOOP_COLUMNS,
    rows: outcomes.flatMap(({ name, stages }) => stages.map((stage) => loopRow(name, stage))),
  };
}

async function playWay(way: Way, extent: Extent, template: ShopTemplate): Promise<LoopOutcome> {
  const folds = way.oneFold ? extent.folds.slice(0, 1) : extent.folds;
  const runs = await Promise.all(folds.map((fold) => playFold(way, fold, extent, template)));
  return loopOutcome(way.name, runs);
}

async function playFold(
  way: Way,
  fold: number,
  { rounds, sessions, everyMinutes }: Extent,
  template: ShopTemplate,
): Promise<LoopRun> {
  const judged = await judgedQueries(icecatFiles().judgments);
  const studied = await StudiedShop.open(copyOf(template), {
    ...way.environment,
    TROVE_TRAINING_EVERY_MINUTES: String(everyMinutes),
    TROVE_RECOMMENDER_TRAINING_EVERY_MINUTES: '0',
    TROVE_SHADOW_SEARCHES: '30',
  });
  const robotSearches = way.robots * sessions;
  const plan: LoopPlan = { judged, folds: FOLDS, fold, rounds, sessions, robotSearches };
  try {
    const run = await playLoop(studied, plan);
    tell(way, run);
    return run;
  } finally {
    await studied.close();
  }
}

/** What was said of each model is worth reading, and too long for a table. */
function tell({ name }: Way, { fold, stages }: LoopRun): void {
  for (const { round, champion, verdict } of stages) {
    const said = verdict === null ? '' : `: ${verdict.state}. ${verdict.reasons.join(' ')}`;
    process.stderr.write(
      `${name}, fold ${fold}, round ${round}, ${champion ?? 'keyword order'}${said}\n`,
    );
  }
}

function howOf({ sessions, everyMinutes }: Extent, shop: ShopTemplate, minutes: number): string {
  const { eta, noise } = DEFAULT_CLICK_MODEL;
  return (
    `SIMULATION: made-up shoppers with a position-based click model (η ${eta}, noise ${noise}) visit gateways through their API, ${sessions} ` +
    `sessions between two trainings, which come by schedule every ${everyMinutes} minutes in a process of their own. Icecat, 74 judged queries in ${FOLDS} folds: ` +
    `shoppers never ask the queries of one fold, and nDCG@10 is that of the unseen ones, all folds together${shop.hasSentences ? '' : '; without the pretrained encoder'}. ` +
    `With robots: for every visit a search of a robot, each a stranger who clicks at random; one fold. ${minutes.toFixed(0)} minutes.`
  );
}
