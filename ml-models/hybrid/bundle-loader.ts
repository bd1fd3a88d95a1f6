import type {
  LoadedRecommender,
  RecommenderLoader,
} from '../../src/recommendation/models/recommender-loader.port';
import { TroveError } from '../../src/shared/errors';
import type { ModelId } from '../../src/shared/ids';
import { BundleRecommender, type BundleSettings } from './bundle-recommender';
import { readBundle } from './read-bundle';
import type { Workshops } from './read-parts';

/** Makes bundles ready to answer. */
export class BundleLoader implements RecommenderLoader {
  constructor(
    private readonly workshops: () => Workshops,
    private readonly settings: BundleSettings,
  ) {}

  /** Every part has scored once before it serves: a first pass takes many times as long as the next, and scores that are no numbers show themselves. */
  async load(model: ModelId, artefact: Uint8Array): Promise<LoadedRecommender> {
    const bundle = await readBundle(artefact, this.workshops());
    const past = [{ item: 0, weight: 1, ageMs: null }];
    for (const part of bundle.parts.values()) {
      const [scores] = await part.score([{ past }]);
      if (scores?.every(Number.isFinite) === true) continue;
      for (const other of bundle.parts.values()) other.dispose();
      throw new TroveError(
        'MODEL_CORRUPT',
        `The part ${part.name} of ${model} gives scores that are no numbers. Train anew, or serve an earlier version.`,
      );
    }
    return new BundleRecommender(model, bundle, this.settings);
  }
}
