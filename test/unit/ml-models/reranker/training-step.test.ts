import { featureMatrix } from '../../../../src/ranking/feature-matrix';
import { batchOf } from '../../../../ml-models/reranker/training-batch';
import { TrainingLists } from '../../../../ml-models/reranker/training-lists';
import { lookAt, stepOn, type Learner } from '../../../../ml-models/reranker/training-step';
import type { TensorFlow } from '../../../../ml-models/runtime/engine.types';
import { openEngine } from '../../../../ml-models/runtime/open-engine';
import { randomRanker, randomRows } from '../../../support/random-ranker';

const ranker = randomRanker(1, 4, 3);
const batches = { normalisation: ranker.normalisation, targetScale: 1, places: 3 };

function lists(count: number, seed: number) {
  const all = new TrainingLists(4, 10);
  for (let list = 0; list < count; list += 1) {
    // Lists of two, three, four … rows: most have to be filled up.
    const matrix = randomRows(seed + list, list + 2, 4);
    const rows = Array.from({ length: matrix.rows }, (_, row) => row);
    all.add({
      matrix,
      gains: rows.map((row) => (row === 1 ? 3 : 0)),
      weights: rows.map((row) => 1 + row),
      positions: rows,
    });
  }
  return all.kept;
}

describe('a training step', () => {
  let tf: TensorFlow;

  beforeAll(async () => {
    ({ tf } = await openEngine(['wasm']));
  });

  it('knows the slope of the loss in every weight and place', () => {
    const learner: Learner = {
      network: ranker.network,
      tower: Float32Array.from([0.4, -0.2, 0.1]),
    };
    const batch = batchOf(lists(3, 10), batches);
    const { gradient, loss } = stepOn(tf, learner, batch);
    expect(loss).toBeCloseTo(lookAt(tf, learner, batch).loss, 5);

    const numbers = [learner.network.weights, learner.tower].flatMap((part) =>
      Array.from(part, (_, at) => ({ part, at })),
    );
    expect(gradient).toHaveLength(numbers.length);
    const slopes = numbers.map(({ part, at }) => {
      const value = part[at] ?? NaN;
      const lossAt = (moved: number) => {
        part[at] = moved;
        const seen = lookAt(tf, learner, batch).loss;
        part[at] = value;
        return seen;
      };
      return (lossAt(value + 0.02) - lossAt(value - 0.02)) / 0.04;
    });
    // Differences of 32-bit losses are good to about three digits.
    slopes.forEach((slope, at) => {
      expect(Math.abs(slope - (gradient[at] ?? NaN))).toBeLessThan(3e-3);
    });
  });

  it('is the same for lists alone and lists side by side', () => {
    const learner: Learner = { network: ranker.network, tower: new Float32Array(0) };
    const kept = lists(3, 20);
    const together = stepOn(tf, learner, batchOf(kept, batches));
    const alone = kept.map((list) => stepOn(tf, learner, batchOf([list], batches)));
    const meanLoss = alone.reduce((sum, { loss }) => sum + loss, 0) / 3;
    expect(together.loss).toBeCloseTo(meanLoss, 5);
    together.gradient.forEach((slope, at) => {
      const mean = alone.reduce((sum, { gradient }) => sum + (gradient[at] ?? NaN), 0) / 3;
      expect(slope).toBeCloseTo(mean, 5);
    });
  });

  it('loses log 2 on two equal rows of which one is good', () => {
    const learner: Learner = { network: ranker.network, tower: new Float32Array(0) };
    const all = new TrainingLists(4, 10);
    const values = Float32Array.from([1, 2, 3, 4, 1, 2, 3, 4]);
    all.add({ matrix: featureMatrix(4, values), gains: [0, 7] });
    const { loss } = stepOn(tf, learner, batchOf(all.kept, batches));
    expect(loss).toBeCloseTo(Math.log(2), 5);
  });

  it('leaves no tensors behind', () => {
    const learner: Learner = { network: ranker.network, tower: new Float32Array(3) };
    const batch = batchOf(lists(2, 30), batches);
    const before = tf.memory().numTensors;
    for (let step = 0; step < 20; step += 1) stepOn(tf, learner, batch);
    expect(tf.memory().numTensors).toBe(before);
  });
});
