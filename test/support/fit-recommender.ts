import type {
  FitOrder,
  Lessons,
  RecommenderWorkshop,
} from '../../src/recommendation/learning/recommender-workshop.port';
import type { Recommender } from '../../src/recommendation/learning/recommender.port';

/** An order with nothing special about it, but for what is said. */
export function fitOrder<Options extends object>(
  options: Options,
  special: Partial<FitOrder<Options>> = {},
): FitOrder<Options> {
  return {
    options,
    seed: 1,
    validation: null,
    previous: null,
    checkpoints: null,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...special,
  };
}

/** Fitted with its defaults unless said otherwise, packed and read back, as it is served. */
export async function fitAndRead<Options extends object>(
  workshop: RecommenderWorkshop<Options>,
  lessons: Lessons,
  special: Partial<FitOrder<Options>> = {},
): Promise<Recommender> {
  const { artefact } = await workshop.fit(lessons, fitOrder(workshop.defaults, special));
  return workshop.read(artefact);
}
