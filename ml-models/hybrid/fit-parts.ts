import type {
  FitOrder,
  Lessons,
  RecommenderWorkshop,
} from '../../src/recommendation/learning/recommender-workshop.port';
import type { RecommenderName } from '../../src/recommendation/learning/recommender.port';
import { TroveError } from '../../src/shared/errors';
import type { FittedPart } from './hybrid-artefact';

export type PartOrder = Omit<FitOrder<object>, 'options' | 'previous'> & {
  /** Options of parts that differ from their defaults. */
  readonly options: Partial<Record<RecommenderName, object>>;
  /** Artefacts to go on from. */
  readonly previous: ReadonlyMap<RecommenderName, Uint8Array>;
};

/** Fits parts one after the other. What the lessons cannot teach, or this machine not in reasonable time, is left out. */
export async function fitParts(
  workshops: readonly RecommenderWorkshop[],
  lessons: Lessons,
  order: PartOrder,
): Promise<readonly FittedPart[]> {
  const fitted: FittedPart[] = [];
  for (const [place, workshop] of workshops.entries()) {
    order.signal.throwIfAborted();
    const part = await fitPart(workshop, lessons, {
      ...order,
      onProgress: (done, note) => {
        const words = note === undefined ? workshop.name : `${workshop.name}: ${note}`;
        order.onProgress((place + done) / workshops.length, words);
      },
    });
    if (part !== null) fitted.push(part);
  }
  return fitted;
}

/** Null when it is left out. */
async function fitPart(
  workshop: RecommenderWorkshop,
  lessons: Lessons,
  { options, previous, ...order }: PartOrder,
): Promise<FittedPart | null> {
  const { name, defaults } = workshop;
  try {
    const { artefact, engine, metrics } = await workshop.fit(lessons, {
      ...order,
      options: { ...defaults, ...withoutCounters(defaults), ...options[name] },
      previous: previous.get(name) ?? null,
    });
    return { name, artefact, engine, metrics };
  } catch (error) {
    if (error instanceof TroveError && LEFT_OUT.has(error.code)) return null;
    throw error;
  }
}

const LEFT_OUT: ReadonlySet<string> = new Set(['NOTHING_TO_LEARN', 'TRAINING_TOO_LONG']);

/** Parts are counted from all events each time, so that counters would be kept for nobody. */
function withoutCounters(defaults: object): object {
  return 'keepCounters' in defaults ? { keepCounters: false } : {};
}
