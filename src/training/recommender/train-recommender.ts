import type { ModelRegistry, NewModel } from '../../models/model-registry.port';
import type { ModelVersion, TrainingMode, Verdict } from '../../models/model.types';
import type { RecommenderName } from '../../recommendation/learning/recommender.port';
import type { RecommenderLoader } from '../../recommendation/models/recommender-loader.port';
import { RECOMMENDER_SET } from '../../recommendation/models/recommender-set';
import { asEpochMs, type Clock, type EpochMs } from '../../shared/clock';
import { TroveError, type ErrorCode } from '../../shared/errors';
import type { ModelId, NewId, Sku, TrainingRunId } from '../../shared/ids';
import { SeededRandom } from '../../shared/seeded-random';
import { modelIdAt } from '../model-id-at';
import { basketsOf } from './baskets-of';
import type { BundleWorkshop, MadeBundle } from './bundle-workshop.port';
import type { GatheredHistory } from './gather-history';
import { holdOutLatest, type LatestHeldOut } from './hold-out-latest';
import { judgeRecommender, RECOMMENDER_GATE } from './judge-recommender';
import { contest, contestCases, popularContender, type Contender } from './next-item-contest';

export interface RecommenderTrainingParts {
  readonly registry: ModelRegistry;
  readonly workshop: BundleWorkshop;
  readonly loader: RecommenderLoader;
  /** @param first items that keep their numbers. */
  readonly gather: (first: readonly Sku[], signal: AbortSignal) => Promise<GatheredHistory>;
  /** Which parts are to say what comes next. */
  readonly partsFor: (history: GatheredHistory) => readonly RecommenderName[];
  readonly clock: Clock;
  readonly stopwatch: () => number;
  readonly newId: NewId;
}

export interface RecommenderTrainingOrder {
  /** `FINE_TUNE` counts anew and keeps what is trained, `FULL` begins anew; without a champion that can be gone on from, both do. */
  readonly mode: TrainingMode;
  readonly seed: number;
  readonly run: TrainingRunId | null;
  /** Who or what asked for it, in words. */
  readonly reason: string;
  readonly signal: AbortSignal;
  /** @param done 0 to 1. @param note for people. */
  readonly onProgress: (done: number, note?: string) => void;
}

/** What came of a training. */
export interface TrainedRecommender {
  readonly model: ModelVersion;
  readonly verdict: Verdict;
}

/** Fewer acts say nothing about anybody. */
const FEWEST_ACTS = 20;

/** Shares of the work: reading, learning, judging. */
const READ = 0.05;
const LEARNT = 0.9;

/**
 * Trains all recommenders of the shop as one model version, compares it with the one that serves on what shoppers did next and neither has learnt from, and
 * lets it serve when it passes. The one that serves is never touched by anything that goes wrong.
 *
 * @throws TroveError NOTHING_TO_LEARN; the signal's reason when it is aborted.
 */
export async function trainRecommender(
  parts: RecommenderTrainingParts,
  order: RecommenderTrainingOrder,
): Promise<TrainedRecommender> {
  const { registry, workshop, gather } = parts;
  const champion = await registry.champion('RECOMMENDER');
  const served = await servedArtefact(parts, champion);
  const previous = order.mode === 'FINE_TUNE' ? served : null;
  order.onProgress(0, 'reading what shoppers did');
  const history = await gather(previous === null ? [] : workshop.skusOf(previous), order.signal);
  requireEnough(history);
  const learntBefore = served === null ? null : (champion?.data.to ?? null);
  const latest = holdOutLatest(history, learntBefore, new SeededRandom(order.seed));
  order.onProgress(READ, 'learning');
  const made = await make(parts, order, { history, latest, previous });
  order.onProgress(LEARNT, 'judging');
  const judged = { history, latest, made, champion: served === null ? null : champion };
  const verdict = await judgeMade(parts, order, { ...judged, served });
  order.signal.throwIfAborted();
  return settle(parts, order, { ...judged, verdict, parent: previous === null ? null : champion });
}

/** The champion's bytes, when this version of Trove can still serve them; null otherwise, and when none serves. */
async function servedArtefact(
  { registry, workshop }: RecommenderTrainingParts,
  champion: ModelVersion | null,
): Promise<Uint8Array | null> {
  if (champion?.featureSet !== RECOMMENDER_SET) return null;
  try {
    const artefact = await registry.artefact(champion.id);
    workshop.skusOf(artefact);
    return artefact;
  } catch (error) {
    if (error instanceof TroveError && UNUSABLE.includes(error.code)) return null;
    throw error;
  }
}

const UNUSABLE: readonly ErrorCode[] = ['MODEL_CORRUPT', 'MODEL_INCOMPATIBLE'];

function requireEnough({ log, events, robots }: GatheredHistory): void {
  const acts = log.items.length;
  if (acts >= FEWEST_ACTS) return;
  throw new TroveError(
    'NOTHING_TO_LEARN',
    `Of ${events} events ${acts} are acts of people that speak for a product (${robots} visitors behave like robots); at least ${FEWEST_ACTS} are needed. ` +
      'Record what shoppers do, or import what they did.',
    { events, acts, robots },
  );
}

interface Learnt {
  readonly history: GatheredHistory;
  readonly latest: LatestHeldOut;
}

async function make(
  { workshop, partsFor }: RecommenderTrainingParts,
  { seed, signal, onProgress }: RecommenderTrainingOrder,
  { history, latest, previous }: Learnt & { readonly previous: Uint8Array | null },
): Promise<MadeBundle> {
  const { skus, features, lastSequence } = history;
  const { log, reach } = latest;
  return workshop.make({
    ...{ skus, lastSequence, previous, seed, signal },
    lessons: { log, features, baskets: basketsOf(log, reach) },
    learntTo: lastMoment(latest),
    parts: partsFor(history),
    checkpoints: null,
    onProgress: (done, note) => {
      onProgress(READ + (LEARNT - READ) * done, note);
    },
  });
}

/** Of what was learnt from. */
function lastMoment({ log: { times } }: LatestHeldOut): EpochMs | null {
  let last: number | null = null;
  for (const time of times ?? []) if (last === null || time > last) last = time;
  return last === null ? null : asEpochMs(last);
}

interface Judged extends Learnt {
  readonly made: MadeBundle;
  readonly champion: ModelVersion | null;
}

async function judgeMade(
  { loader, stopwatch }: RecommenderTrainingParts,
  { seed, signal }: RecommenderTrainingOrder,
  { history, latest, made, champion, served }: Judged & { readonly served: Uint8Array | null },
): Promise<Verdict> {
  const cases = contestCases(history, latest.cases);
  const run = (contender: Contender) => contest(contender, cases, { signal, stopwatch });
  const trial = async (model: ModelId, artefact: Uint8Array) => {
    const recommender = await loader.load(model, artefact);
    try {
      return await run(recommender);
    } finally {
      await recommender.dispose();
    }
  };
  const challengerResult = await trial('challenger' as ModelId, made.artefact);
  const championResult =
    champion === null || served === null
      ? await run(popularContender(history.skus, latest.log))
      : await trial(champion.id, served);
  return judgeRecommender(
    { champion: champion?.id ?? null, challengerResult, championResult },
    RECOMMENDER_GATE,
    new SeededRandom(seed),
  );
}

async function settle(
  parts: RecommenderTrainingParts,
  order: RecommenderTrainingOrder,
  result: Judged & { readonly verdict: Verdict; readonly parent: ModelVersion | null },
): Promise<TrainedRecommender> {
  const { registry, clock } = parts;
  const { verdict } = result;
  const { id } = await registry.add(newModel(parts, order, result), result.made.artefact);
  await registry.judge(id, verdict);
  if (verdict.promote) {
    const note = { reason: `Passed on held-out next items (${order.reason})`, at: clock() };
    // Against whatever serves: a champion that cannot be read was compared with nothing, and is replaced.
    const expected = (await registry.champion('RECOMMENDER'))?.id ?? null;
    const isSame = verdict.champion === null || verdict.champion === expected;
    if (!isSame || !(await registry.promote(id, expected, note)))
      await registry.refuse(
        id,
        'Another model serves meanwhile than the one it was compared with.',
      );
  }
  const model = await registry.find(id);
  if (model === null) throw new Error(`The registry has lost model ${id}.`);
  return { model, verdict: model.verdict ?? verdict };
}

function newModel(
  { clock, newId }: RecommenderTrainingParts,
  { seed, run }: RecommenderTrainingOrder,
  { history, latest, made, parent }: Judged & { readonly parent: ModelVersion | null },
): NewModel {
  const at = clock();
  const { log } = latest;
  const from = log.times?.reduce((first, time) => Math.min(first, time), Infinity) ?? Infinity;
  return {
    id: modelIdAt('recommender', at, newId()),
    kind: 'RECOMMENDER',
    features: made.parts,
    featureSet: RECOMMENDER_SET,
    data: {
      source: 'FEEDBACK',
      lists: log.offsets.length - 1,
      from: Number.isFinite(from) ? asEpochMs(from) : null,
      to: lastMoment(latest),
    },
    parent: parent?.id ?? null,
    engine: made.engine,
    seed,
    metrics: {
      ...made.metrics,
      events: history.events,
      lastSequence: history.lastSequence,
      acts: log.items.length,
      items: history.skus.length,
      robots: history.robots,
      heldOutCases: latest.cases.length,
    },
    run,
    createdAt: at,
  };
}
