import type { ModelRegistry, NewModel } from '../models/model-registry.port';
import type { ModelVersion, TrainingData, TrainingMode, Verdict } from '../models/model.types';
import { asEpochMs, type Clock, type EpochMs } from '../shared/clock';
import { TroveError, type ErrorCode } from '../shared/errors';
import type { ModelId, NewId, TrainingRunId } from '../shared/ids';
import { gateQuestion, type GoldenJudgments } from './gate-question';
import type { GateQuestion } from './gate/held-out.types';
import { LatestLists } from './latest-lists';
import type { Lesson } from './lesson.types';
import { modelIdAt } from './model-id-at';
import type { MadeRanker, RankerWorkshop, ScoreRows } from './ranker-workshop.port';

/** What serving hands to a ranker. */
export interface ServedFeatures {
  readonly set: string;
  /** In the order of the columns. */
  readonly names: readonly string[];
  /** What ranks while no ranker serves: weights of standardised features, by name. */
  readonly prior: Readonly<Record<string, number>>;
}

export interface RerankerTrainingParts {
  readonly registry: ModelRegistry;
  readonly workshop: RankerWorkshop;
  readonly features: ServedFeatures;
  readonly judge: (question: GateQuestion, source: Lesson['source']) => Verdict;
  /** Searches that a challenger scores unseen before it may serve; 0 lets it serve at once. */
  readonly shadowSearches: number;
  readonly golden: GoldenJudgments | null;
  readonly clock: Clock;
  readonly stopwatch: () => number;
  readonly newId: NewId;
}

export interface RerankerTrainingOrder {
  readonly mode: TrainingMode;
  readonly seed: number;
  readonly run: TrainingRunId | null;
  /** Who or what asked for it, in words. */
  readonly reason: string;
  /** Made once it is known what the champion has learnt from. */
  readonly lesson: (championLearntTo: EpochMs | null) => Promise<Lesson>;
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress: (done: number) => void;
}

/** Lists learnt from last that are looked at again, to see whether scores drift from them to the held-out ones. */
const LISTS_TO_SEE_DRIFT = 500;

/** What came of a training. */
export interface TrainedReranker {
  readonly model: ModelVersion;
  readonly verdict: Verdict;
}

/** Shares of the work, of 1: reading the log, learning, judging. */
const READ = 0.1;
const LEARNT = 0.95;

/**
 * Trains a reranker, compares it with the one that serves on lists that neither learnt from, and lets it serve, or in the shadow first, when it
 * is better. The one that serves is never touched by anything that goes wrong.
 *
 * @throws TroveError NOTHING_TO_LEARN when the lists cannot teach; MODEL_INCOMPATIBLE when the champion knows other features and
 * should be gone on from; MODEL_CORRUPT when it cannot be read; the signal's reason when it is aborted.
 */
export async function trainReranker(
  parts: RerankerTrainingParts,
  order: RerankerTrainingOrder,
): Promise<TrainedReranker> {
  const { registry, features } = parts;
  const champion = await registry.champion('RERANKER');
  const lesson = await order.lesson(champion?.data.to ?? null);
  order.onProgress(READ);
  const served = await servedArtefact(parts, champion, order.mode);
  const parent = order.mode === 'FINE_TUNE' && served !== null ? champion : null;
  const latest = new LatestLists(LISTS_TO_SEE_DRIFT);
  const made = await parts.workshop.train(latest.of(lesson.training()), {
    features: features.names,
    prior: features.prior,
    seed: order.seed,
    warmStart: parent === null ? null : served,
    signal: order.signal,
    onProgress: (done) => {
      order.onProgress(READ + (LEARNT - READ) * done);
    },
  });
  const question = await gateQuestion({
    lesson,
    learnt: latest.all,
    challenger: made.score,
    champion: championScores(parts, made, served),
    championId: champion?.id ?? null,
    golden: lesson.source === 'JUDGMENTS' ? null : parts.golden,
    signal: order.signal,
    stopwatch: parts.stopwatch,
  });
  order.signal.throwIfAborted();
  return settle(parts, order, { lesson, made, question, parent });
}

/**
 * The champion's bytes; null when none serves. One that cannot be read, or knows other features, is no hindrance to training anew, as that
 * is the remedy.
 */
async function servedArtefact(
  parts: RerankerTrainingParts,
  champion: ModelVersion | null,
  mode: TrainingMode,
): Promise<Uint8Array | null> {
  if (champion === null) return null;
  try {
    return await readableArtefact(parts, champion);
  } catch (error) {
    if (mode === 'FULL' && error instanceof TroveError && UNUSABLE.includes(error.code))
      return null;
    throw error;
  }
}

const UNUSABLE: readonly ErrorCode[] = ['MODEL_CORRUPT', 'MODEL_INCOMPATIBLE'];

async function readableArtefact(
  { registry, features, workshop }: RerankerTrainingParts,
  champion: ModelVersion,
): Promise<Uint8Array> {
  if (champion.featureSet !== features.set) throw otherFeatures(champion, features);
  const artefact = await registry.artefact(champion.id);
  workshop.read(artefact, features.names);
  return artefact;
}

/** Keyword order stands in for a champion that cannot be used, here as in serving. */
function championScores(
  { workshop, features }: RerankerTrainingParts,
  made: MadeRanker,
  served: Uint8Array | null,
): ScoreRows {
  return served === null ? made.scoreUntrained : workshop.read(served, features.names);
}

interface Made {
  readonly lesson: Lesson;
  readonly made: MadeRanker;
  readonly question: GateQuestion;
  readonly parent: ModelVersion | null;
}

async function settle(
  parts: RerankerTrainingParts,
  order: RerankerTrainingOrder,
  result: Made,
): Promise<TrainedReranker> {
  const { registry } = parts;
  const verdict = parts.judge(result.question, result.lesson.source);
  const { id } = await registry.add(newModel(parts, order, result), result.made.artefact);
  await registry.judge(id, verdict);
  if (verdict.promote && parts.shadowSearches === 0) await promote(parts, order, { id, verdict });
  const model = await registry.find(id);
  if (model === null) throw new Error(`The registry has lost model ${id}.`);
  return { model, verdict: model.verdict ?? verdict };
}

function newModel(
  { features, clock, newId }: RerankerTrainingParts,
  { seed, run }: RerankerTrainingOrder,
  { lesson, made, question, parent }: Made,
): NewModel {
  const at = clock();
  return {
    id: modelIdAt('reranker', at, newId()),
    kind: 'RERANKER',
    features: features.names,
    featureSet: features.set,
    data: dataOf({ lesson, made, parent }),
    parent: parent?.id ?? null,
    engine: made.engine,
    seed,
    metrics: { ...lesson.metrics, ...made.metrics, heldOutLists: question.lists.length },
    run,
    createdAt: at,
  };
}

function dataOf({ lesson, made, parent }: Omit<Made, 'question'>): TrainingData {
  const before = parent?.data;
  return {
    source: lesson.source,
    lists: made.lists,
    from: momentOrNull(made.shownFrom, before?.from ?? null, Math.min),
    to: momentOrNull(made.shownTo, before?.to ?? null, Math.max),
  };
}

async function promote(
  { registry, clock }: RerankerTrainingParts,
  { reason }: RerankerTrainingOrder,
  { id, verdict }: { readonly id: ModelId; readonly verdict: Verdict },
): Promise<void> {
  const note = { reason: `Better on held-out lists (${reason})`, at: clock() };
  if (await registry.promote(id, verdict.champion, note)) return;
  await registry.refuse(id, 'Another model serves meanwhile than the one it was compared with.');
}

/** What a model knows reaches as far as what the one knew that it began from. */
function momentOrNull(
  own: number | null,
  inherited: number | null,
  furthest: (...moments: number[]) => number,
): EpochMs | null {
  const known = [own, inherited].filter((moment) => moment !== null);
  return known.length === 0 ? null : asEpochMs(furthest(...known));
}

function otherFeatures(champion: ModelVersion, { set }: ServedFeatures): TroveError {
  return new TroveError(
    'MODEL_INCOMPATIBLE',
    `The model that serves, ${champion.id}, was trained on the features ${champion.featureSet}; this version works out ${set}. ` +
      'Train anew: `trove train reranker --mode full`.',
    { model: champion.id, featureSet: set },
  );
}
