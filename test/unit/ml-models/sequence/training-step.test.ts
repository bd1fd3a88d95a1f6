import { stepOn, type StepQuestion } from '../../../../ml-models/sequence/training-step';
import {
  partsOf,
  restLength,
  type NetworkShape,
} from '../../../../ml-models/sequence/network-shape';
import { RowPacker } from '../../../../ml-models/sequence/packed-rows';
import type { Dropper } from '../../../../ml-models/sequence/passed.types';
import type { Engine } from '../../../../ml-models/runtime/engine.types';
import { openEngine } from '../../../../ml-models/runtime/open-engine';
import { SeededRandom } from '../../../../src/shared/seeded-random';

const shape: NetworkShape = { items: 6, width: 4, blocks: 2, heads: 2, length: 4 };

const drawn = (length: number, random: SeededRandom, deviation = 0.7): Float32Array =>
  Float32Array.from({ length }, () => random.normal(0, deviation));

/** The same masks whenever it is asked for them in the same order. */
function sameMasks({ tf }: Engine, seed: number): Dropper {
  const random = new SeededRandom(seed);
  return (sides) => {
    const size = sides.reduce((product, side) => product * side, 1);
    const mask = Float32Array.from({ length: size }, () => (random.next() < 0.3 ? 0 : 1 / 0.7));
    return tf.reshape(tf.tensor1d(mask), [...sides]);
  };
}

/** Three histories in two rows, one of them not full; every token but the filling has something to learn. */
function question(engine: Engine): StepQuestion {
  const random = new SeededRandom(11);
  const packer = new RowPacker(4, 2);
  for (const length of [3, 4, 1]) expect(packer.add(length)).toBe(true);
  const candidates = {
    items: null,
    correction: drawn(shape.items, random),
    inputs: Int32Array.of(0, 1, 2, 5, 3, 3, 4, 0),
    targets: Int32Array.of(1, 2, 3, 0, 4, 4, 0, 1),
  };
  return {
    shape,
    candidates,
    rest: drawn(restLength(shape), random),
    vectors: drawn(shape.items * shape.width, random),
    rows: packer.rows(),
    weights: Float32Array.of(0.1, 0.2, 0.05, 0.15, 0.1, 0.1, 0.2, 0.1),
    drop: sameMasks(engine, 1),
    dropAttention: sameMasks(engine, 2),
  };
}

describe('the step of a training', () => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await openEngine(['cpu']);
  });

  const lossAt = (part: 'rest' | 'vectors', at: number, shift: number): number => {
    const asked = question(engine);
    const numbers = asked[part].slice();
    numbers[at] = (numbers[at] ?? 0) + shift;
    return stepOn(engine.tf, { ...asked, [part]: numbers }).loss;
  };

  /** Singles carry seven digits: a shift of 1e-2 leaves four or five of the slope. */
  const slopeAt = (part: 'rest' | 'vectors', at: number): number =>
    (lossAt(part, at, 1e-2) - lossAt(part, at, -1e-2)) / 2e-2;

  it('knows how the loss changes with every number of every part', () => {
    const { rest } = stepOn(engine.tf, question(engine));
    for (const { block, part, from, rows, columns } of partsOf(shape)) {
      const worst = Array.from({ length: rows * columns }, (_, at) => from + at).map((at) =>
        Math.abs((rest[at] ?? NaN) - slopeAt('rest', at)),
      );
      expect({ block, part, close: Math.max(...worst) < 3e-3 }).toMatchObject({ close: true });
    }
    expect(rest.some((slope) => Math.abs(slope) > 0.05)).toBe(true);
  });

  it('knows how the loss changes with every number of every item, as what went in and as what is compared', () => {
    const { vectors } = stepOn(engine.tf, question(engine));
    vectors.forEach((slope, at) => {
      expect(Math.abs(slope - slopeAt('vectors', at))).toBeLessThan(3e-3);
    });
    expect(vectors.some((slope) => Math.abs(slope) > 0.05)).toBe(true);
  });

  it('leaves nothing in the engine', () => {
    const before = engine.tf.memory().numTensors;
    stepOn(engine.tf, question(engine));
    expect(engine.tf.memory().numTensors).toBe(before);
  });

  it('has a loss of log n for n items that are all alike', () => {
    const asked = question(engine);
    const alike = { ...asked.candidates, correction: null };
    const vectors = new Float32Array(asked.vectors.length);
    const { loss } = stepOn(engine.tf, { ...asked, vectors, candidates: alike });
    expect(loss).toBeCloseTo(Math.log(shape.items), 5);
  });
});
