import { EngineRankerWorkshop } from '../../ml-models/reranker/ranker-workshop';
import { processEngine } from '../../ml-models/runtime/open-engine';
import { openRows } from '../adapters/row-readers/open-rows';
import { Database } from '../adapters/storage-typeorm/database';
import { TypeOrmLoggedLists } from '../adapters/storage-typeorm/typeorm-logged-lists';
import { TypeOrmModelRegistry } from '../adapters/storage-typeorm/typeorm-model-registry';
import { TypeOrmTrainingRuns } from '../adapters/storage-typeorm/typeorm-training-runs';
import type { Config } from '../config/config';
import { readJudgments } from '../evaluation/read-judgments';
import type { TrainingMode } from '../models/model.types';
import { FEATURE_NAMES, FEATURE_SET, KEYWORD_PRIOR } from '../ranking/features/features';
import { asEpochMs, type EpochMs } from '../shared/clock';
import { systemStopwatch } from '../shared/deadline';
import type { TrainingRunId } from '../shared/ids';
import { SeededRandom } from '../shared/seeded-random';
import type { GoldenJudgments } from '../training/gate-question';
import { GATE_SETTINGS } from '../training/gate/held-out.types';
import { judge } from '../training/gate/judge';
import { lessonFromFeedback } from '../training/lesson-from-feedback';
import { lessonFromJudgments } from '../training/lesson-from-judgments';
import type { Lesson } from '../training/lesson.types';
import {
  trainReranker,
  type RerankerTrainingParts,
  type TrainedReranker,
} from '../training/train-reranker';
import { workOnRun } from '../training/work-on-run';
import { openTrove, type Trove } from './composition-root';
import { JudgedSearches, LastNote } from './judged-searches';
import { locationOf } from './open-stores';
import { runOf } from './run-of';
import { machine, type Surroundings } from './surroundings';
import { tellOthers } from './tell-others';

/** What to train here and now. */
export interface TrainingRequest {
  /** A run that waits; null makes one. */
  readonly run: TrainingRunId | null;
  /** Of the run that is made. */
  readonly mode: TrainingMode;
  readonly reason: string;
  /** Judgments to learn from instead of feedback; null for feedback. */
  readonly judgmentsFile: string | null;
  /** When the pages were shown that are learnt from; null for the configured days until now. */
  readonly from: EpochMs | null;
  readonly to: EpochMs | null;
  readonly seed: number;
  readonly positionBias: 'IPW' | 'NONE';
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress: (done: number) => void;
}

const DAY_MS = 86_400_000;

/** Judged queries are fewer than pages, and each says more. */
const FEWEST_JUDGED_QUERIES = 20;

/**
 * Trains a reranker in this process.
 *
 * @returns null when somebody else works on the run.
 * @throws TroveError for what the data, the model to go on from, or the request is; the run says so too.
 */
export async function trainHere(
  config: Config,
  request: TrainingRequest,
  surroundings: Partial<Surroundings> = {},
): Promise<TrainedReranker | null> {
  const machinery = { ...machine, ...surroundings };
  const house = new TrainingHouse(config, machinery);
  const database = await Database.open(locationOf(config));
  try {
    const runs = new TypeOrmTrainingRuns(database);
    const run = await runOf(runs, { ...request, kind: 'RERANKER' }, machinery);
    const trained = await workOnRun(
      { runs, clock: machinery.clock },
      run.id,
      async (onProgress) => {
        const parts = await partsOf(config, { database, house, machinery });
        return trainReranker(parts, {
          ...{ mode: run.mode, seed: request.seed, run: run.id, reason: run.reason },
          signal: request.signal,
          lesson: (championLearntTo) =>
            lessonOf(request, championLearntTo, { config, database, house, machinery }),
          onProgress: (done) => {
            onProgress(done);
            request.onProgress(done);
          },
        });
      },
    );
    if (trained !== null) await tellOthers(config, machinery);
    return trained;
  } finally {
    await house.close();
    await database.close();
  }
}

/** The whole house, opened when judged queries have to be asked, and not before: most trainings need the database only. */
class TrainingHouse {
  private opened: Promise<{ readonly trove: Trove; readonly lists: JudgedSearches }> | null = null;

  constructor(
    private readonly config: Config,
    private readonly machinery: Surroundings,
  ) {}

  async judged(file: string): Promise<GoldenJudgments> {
    const { rows } = await openRows({ location: file, format: null, delimiter: null });
    const queries = await readJudgments(rows);
    this.opened ??= this.open();
    const { lists } = await this.opened;
    return { lists, queries };
  }

  async close(): Promise<void> {
    const opened = await this.opened?.catch(() => null);
    await opened?.trove.close();
  }

  private async open() {
    const { ranking, limits } = this.config;
    const notes = new LastNote();
    const patient = {
      ...this.config,
      // Nobody waits here, and no candidate may lack what serving would know.
      ranking: { ...ranking, deadlineMs: 60_000 },
      limits: { ...limits, pageSize: Math.max(limits.pageSize, ranking.window) },
    };
    const trove = await openTrove(patient, { ...this.machinery, notesTo: notes });
    await trove.semantics.spaces.lookAgain();
    return { trove, lists: new JudgedSearches(trove.search, notes, ranking.window) };
  }
}

interface Rooms {
  readonly database: Database;
  readonly house: TrainingHouse;
  readonly machinery: Surroundings;
}

async function partsOf(
  config: Config,
  { database, house, machinery }: Rooms,
): Promise<RerankerTrainingParts> {
  const { judgmentsFile, shadowSearches } = config.training;
  const { clock, newId } = machinery;
  return {
    registry: new TypeOrmModelRegistry(database),
    workshop: new EngineRankerWorkshop(processEngine),
    features: { set: FEATURE_SET, names: FEATURE_NAMES, prior: KEYWORD_PRIOR },
    judge: (question, source) =>
      judge(question, gateSettings(source), new SeededRandom(question.lists.length)),
    shadowSearches,
    golden: judgmentsFile === null ? null : await house.judged(judgmentsFile),
    ...{ clock, newId, stopwatch: systemStopwatch },
  };
}

function gateSettings(source: Lesson['source']): typeof GATE_SETTINGS {
  if (source === 'FEEDBACK') return GATE_SETTINGS;
  const fewest = FEWEST_JUDGED_QUERIES;
  return { ...GATE_SETTINGS, fewestLists: fewest, fewestVisitors: fewest };
}

async function lessonOf(
  { judgmentsFile, from, to, seed, positionBias, signal }: TrainingRequest,
  championLearntTo: EpochMs | null,
  { config, database, house, machinery }: Rooms & { readonly config: Config },
): Promise<Lesson> {
  if (judgmentsFile !== null) {
    const { lists, queries } = await house.judged(judgmentsFile);
    return lessonFromJudgments(lists, queries, { seed, signal });
  }
  const { attributionMs, historyDays } = config.training;
  const until = to ?? machinery.clock();
  const range = {
    from: from ?? asEpochMs(machinery.clock() - historyDays * DAY_MS),
    to: until,
    attributionMs,
  };
  return lessonFromFeedback(new TypeOrmLoggedLists(database), range, {
    featureSet: FEATURE_SET,
    columns: FEATURE_NAMES.length,
    ...{ championLearntTo, positionBias, seed, signal },
  });
}
