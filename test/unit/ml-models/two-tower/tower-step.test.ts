import { openEngine } from '../../../../ml-models/runtime/open-engine';
import type { TensorFlow } from '../../../../ml-models/runtime/engine.types';
import { towerStep, type TowerBatch } from '../../../../ml-models/two-tower/tower-step';
import { layerEnds } from '../../../../ml-models/two-tower/towers';
import { SeededRandom } from '../../../../src/shared/seeded-random';

const shape = { width: 3, hidden: 4 };
const ROWS = 5;
const TEMPERATURE = 0.5;

const random = new SeededRandom(11);
const normals = (length: number) => Float32Array.from({ length }, () => random.normal(0, 1));

const layers = normals(layerEnds(shape).out);
const batch: TowerBatch = {
  rows: ROWS,
  shoppers: normals(ROWS * shape.width),
  targets: normals(ROWS * shape.width),
  offsets: normals(ROWS * ROWS),
};

describe('towerStep', () => {
  let tf: TensorFlow;

  beforeAll(async () => {
    tf = (await openEngine(['wasm'])).tf;
  });

  /** How the loss changes with one number, by trying both sides of it; then it is put back. */
  const slopeAt = (numbers: Float32Array, at: number): number => {
    const before = numbers[at] ?? 0;
    const lossWith = (value: number) => {
      numbers[at] = value;
      return towerStep(tf, { ...shape, layers }, batch, TEMPERATURE).loss;
    };
    const slope = (lossWith(before + 0.01) - lossWith(before - 0.01)) / 0.02;
    numbers[at] = before;
    return slope;
  };

  it('has the slopes that trying has: of shoppers, targets and layers', () => {
    const step = towerStep(tf, { ...shape, layers }, batch, TEMPERATURE);
    for (const [numbers, gradient] of [
      [batch.shoppers, step.onShoppers],
      [batch.targets, step.onTargets],
      [layers, step.onLayers],
    ] as const) {
      expect(gradient).toHaveLength(numbers.length);
      for (let at = 0; at < numbers.length; at += 1)
        expect(Math.abs((gradient[at] ?? NaN) - slopeAt(numbers, at))).toBeLessThan(3e-3);
    }
  });

  it('costs the logarithm of the choices when nothing is known', () => {
    const blank = {
      ...batch,
      shoppers: new Float32Array(ROWS * shape.width),
      offsets: new Float32Array(ROWS * ROWS),
    };
    const still = { ...shape, layers: new Float32Array(layers.length) };
    expect(towerStep(tf, still, blank, TEMPERATURE).loss).toBeCloseTo(Math.log(ROWS), 5);
  });

  it('leaves no tensors behind', () => {
    const before = tf.memory().numTensors;
    towerStep(tf, { ...shape, layers }, batch, TEMPERATURE);
    expect(tf.memory().numTensors).toBe(before);
  });
});
