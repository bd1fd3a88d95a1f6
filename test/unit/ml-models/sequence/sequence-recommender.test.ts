import type { Engine, EngineName } from '../../../../ml-models/runtime/engine.types';
import { problemOfNativePackage } from '../../../../ml-models/runtime/installed-packages';
import { ENGINES, openEngine } from '../../../../ml-models/runtime/open-engine';
import { packArrays } from '../../../../ml-models/runtime/packed-arrays';
import { restLength, type NetworkShape } from '../../../../ml-models/sequence/network-shape';
import { networkFromBytes, networkToBytes } from '../../../../ml-models/sequence/sequence-artefact';
import { SequenceRecommender } from '../../../../ml-models/sequence/sequence-recommender';
import type { ScoringContext } from '../../../../src/recommendation/learning/recommender.port';
import { TroveError } from '../../../../src/shared/errors';
import { SeededRandom } from '../../../../src/shared/seeded-random';

const shape: NetworkShape = { items: 40, width: 8, blocks: 2, heads: 2, length: 6 };
const random = new SeededRandom(4);
const drawn = (length: number): Float32Array =>
  Float32Array.from({ length }, () => random.normal(0, 0.5));
const artefact = networkToBytes({
  shape,
  table: drawn(shape.items * shape.width),
  rest: drawn(restLength(shape)),
});

const contextOf = (...items: readonly number[]): ScoringContext => ({
  past: items.map((item) => ({ item, weight: 1, ageMs: null })),
});

const contexts = Array.from({ length: 30 }, (_, length) =>
  contextOf(...Array.from({ length: length % 9 }, () => random.below(shape.items))),
);

function codeOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof TroveError) return error.code;
    throw error;
  }
  return 'nothing was thrown';
}

const open = (engine: Engine): SequenceRecommender =>
  new SequenceRecommender(engine, networkFromBytes(artefact));

describe('a sequence network that serves', () => {
  let engine: Engine;
  let recommender: SequenceRecommender;

  beforeAll(async () => {
    engine = await openEngine(['wasm']);
    recommender = open(engine);
  });

  it('answers each of many contexts as if it had been alone', async () => {
    const together = await recommender.score(contexts);
    for (const [at, context] of contexts.entries()) {
      const [alone] = await recommender.score([context]);
      expect(together[at]).toHaveLength(shape.items);
      together[at]?.forEach((score, item) => {
        expect(Math.abs(score - (alone?.[item] ?? NaN))).toBeLessThan(1e-4);
      });
    }
  });

  it('looks at the latest acts, and at their order', async () => {
    const [long, latest, turned] = await recommender.score([
      contextOf(9, 8, 1, 2, 3, 4, 5, 6),
      contextOf(1, 2, 3, 4, 5, 6),
      contextOf(6, 5, 4, 3, 2, 1),
    ]);
    expect(long).toEqual(latest);
    expect(turned).not.toEqual(latest);
  });

  it('has nothing to say of a past without a known item', async () => {
    const rows = await recommender.score([contextOf(), contextOf(40, 1_000_000)]);
    for (const row of rows) expect([...row]).toEqual(Array(shape.items).fill(0));
  });

  it('passes over items that it does not know', async () => {
    const [with_, without] = await recommender.score([contextOf(1, 40, 2), contextOf(1, 2)]);
    expect(with_).toEqual(without);
  });

  it('leaves nothing in the engine once it has been disposed of', async () => {
    const before = engine.tf.memory().numTensors;
    const another = open(engine);
    const underWay = another.score(contexts);
    another.dispose();
    expect((await underWay)[1]).toEqual((await recommender.score(contexts))[1]);
    another.because(contextOf(1, 2), 3);
    expect(engine.tf.memory().numTensors).toBe(before);
    await expect(another.score(contexts)).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });

  describe('explains a score', () => {
    it('by the item without which it would be furthest behind', async () => {
      const mean = (row: Float32Array): number =>
        row.reduce((sum, score) => sum + score, 0) / row.length;
      const past = [3, 7, 7, 12];
      const rows = await recommender.score([
        contextOf(...past),
        ...[3, 7, 12].map((left) => contextOf(...past.filter((item) => item !== left))),
      ]);
      const context = contextOf(...past);
      for (let item = 0; item < shape.items; item += 1) {
        const [whole = NaN, ...others] = rows.map((row) => (row[item] ?? NaN) - mean(row));
        const lost = others.map((without) => whole - without);
        const most = Math.max(...lost);
        const expected = most > 0 ? [3, 7, 12][lost.indexOf(most)] : null;
        expect(recommender.because(context, item)).toBe(expected);
      }
    });

    it('by nothing when there is no past, or no such item', () => {
      expect(recommender.because(contextOf(), 1)).toBeNull();
      expect(recommender.because(contextOf(99), 1)).toBeNull();
      expect(recommender.because(contextOf(1, 2), 40)).toBeNull();
      expect(recommender.because(contextOf(1, 2), -1)).toBeNull();
    });
  });

  describe('read from its artefact', () => {
    it('is the network that was written', () => {
      expect(networkToBytes(networkFromBytes(artefact)).equals(artefact)).toBe(true);
    });

    it('refuses what is damaged', () => {
      const damaged = Buffer.from(artefact);
      damaged[damaged.length - 9] = (damaged[damaged.length - 9] ?? 0) ^ 1;
      expect(codeOf(() => networkFromBytes(damaged))).toBe('MODEL_CORRUPT');
    });

    it.each([
      ['another shape', { ...shape, items: 41 }],
      ['no shape', {}],
      ['a shape of nonsense', { ...shape, heads: 0.5 }],
    ])('refuses %s', (_, facts) => {
      const arrays = { table: drawn(shape.items * shape.width), rest: drawn(restLength(shape)) };
      const bytes = packArrays('sequence-1', { arrays, facts });
      expect(codeOf(() => networkFromBytes(bytes))).toBe('MODEL_INCOMPATIBLE');
    });
  });
});

describe('the engines of this machine', () => {
  const reasonOf = (name: EngineName): string | null =>
    name.startsWith('tfjs-node')
      ? problemOfNativePackage(`@tensorflow/${name}`, process.versions.node)
      : null;

  it('give the same scores to 1e-4', async () => {
    const answers = new Map<EngineName, readonly Float32Array[]>();
    for (const name of ENGINES) {
      const problem = reasonOf(name);
      if (problem !== null) {
        console.warn(`not compared: ${name}: ${problem}`);
        continue;
      }
      const engine = await openEngine([name]);
      const recommender = open(engine);
      answers.set(name, await recommender.score(contexts));
      recommender.dispose();
    }
    const cpu = answers.get('cpu') ?? [];
    expect([...answers.keys()]).toEqual(expect.arrayContaining(['wasm', 'cpu']));
    for (const rows of answers.values())
      rows.forEach((row, at) => {
        row.forEach((score, item) => {
          expect(Math.abs(score - (cpu[at]?.[item] ?? NaN))).toBeLessThan(1e-4);
        });
      });
  });
});
