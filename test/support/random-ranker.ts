import { featureMatrix, type FeatureMatrix } from '../../src/ranking/feature-matrix';
import { blankNetwork } from '../../ml-models/reranker/network';
import type { Ranker } from '../../ml-models/reranker/ranker.types';
import { SeededRandom } from '../../src/shared/seeded-random';

/** A ranker that nobody trained; its last feature can be missing. */
export function randomRanker(seed: number, columns = 6, hidden = 8): Ranker {
  const random = new SeededRandom(seed);
  const network = blankNetwork(columns + 1, hidden);
  return {
    features: Array.from({ length: columns }, (_, column) => `feature${column}`),
    normalisation: {
      mean: Float64Array.from({ length: columns }, () => random.normal(0, 1)),
      scale: Float64Array.from({ length: columns }, () => 0.5 + random.next()),
      indicators: [columns - 1],
    },
    network: { ...network, weights: network.weights.map(() => random.normal(0, 0.7)) },
  };
}

/** Rows of chance; one in five of the last feature is missing. */
export function randomRows(seed: number, rows: number, columns = 6): FeatureMatrix {
  const random = new SeededRandom(seed);
  const values = Float32Array.from({ length: rows * columns }, (_, at) => {
    const value = random.normal(0, 2);
    return at % columns === columns - 1 && random.next() < 0.2 ? NaN : value;
  });
  return featureMatrix(columns, values);
}
