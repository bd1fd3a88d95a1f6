import fc from 'fast-check';
import { contentWorkshop } from '../../../../ml-models/content/content-workshop';
import type {
  InteractionLog,
  ItemFeatures,
} from '../../../../src/recommendation/learning/interaction-log.types';
import { fitAndRead, fitOrder } from '../../../support/fit-recommender';

const { defaults } = contentWorkshop;

const nobody = (itemCount: number): InteractionLog => ({
  itemCount,
  offsets: Uint32Array.of(0),
  items: new Uint32Array(),
  times: null,
  weights: null,
});

function featuresOf(
  items: readonly (readonly number[])[],
  vectors: ItemFeatures['vectors'] = null,
): ItemFeatures {
  const offsets = [0];
  for (const own of items) offsets.push((offsets.at(-1) ?? 0) + own.length);
  return {
    itemCount: items.length,
    featureCount: 1 + Math.max(0, ...items.flat()),
    offsets: Uint32Array.from(offsets),
    features: Uint32Array.from(items.flat()),
    vectors,
  };
}

const lessonsOf = (features: ItemFeatures | null) => ({
  log: nobody(features?.itemCount ?? 3),
  features,
  baskets: null,
});

const past = (...items: readonly number[]) => ({
  past: items.map((item) => ({ item, weight: 1, ageMs: null })),
});

describe('content', () => {
  it('finds items that nobody has touched, by what they have in common', async () => {
    const recommender = await fitAndRead(
      contentWorkshop,
      lessonsOf(featuresOf([[0, 1], [0, 1], [0, 2], [3], [2, 3], [3]])), // prettier-ignore
    );
    const [row = new Float32Array()] = await recommender.score([past(0)]);
    expect(row[1]).toBeCloseTo(1, 6);
    expect(row[2]).toBeGreaterThan(0);
    expect(row[2]).toBeLessThan(1);
    expect(row[3]).toBe(0);
  });

  it('counts what few have for more than what many have', async () => {
    // Feature 0 is on three items of six, feature 1 on two.
    const recommender = await fitAndRead(
      contentWorkshop,
      lessonsOf(featuresOf([[0, 1], [0, 2], [1, 3], [0, 4], [5], [5]])), // prettier-ignore
    );
    const [row] = await recommender.score([past(0)]);
    expect(row?.[2]).toBeGreaterThan(row?.[1] ?? 1);
  });

  it('is deaf to what everybody has', async () => {
    const recommender = await fitAndRead(
      contentWorkshop,
      lessonsOf(featuresOf([[0, 1], [0, 1], [0, 2], [0, 2]])), // prettier-ignore
    );
    const [row] = await recommender.score([past(0)]);
    expect([...(row ?? [])].map((score) => Number(score.toFixed(6)))).toEqual([1, 1, 0, 0]);
  });

  it('gives scores from 0 to 1, whatever items have and shoppers did', async () => {
    const worlds = fc.record({
      items: fc.array(fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 5 }), {
        minLength: 2,
        maxLength: 10,
      }),
      history: fc.array(fc.record({ item: fc.nat(12), weight: fc.double({ min: 0.01, max: 10, noNaN: true }) })), // prettier-ignore
    });
    await fc.assert(
      fc.asyncProperty(worlds, async ({ items, history }) => {
        // One item more with something of its own, so that there is something to learn.
        const lessons = lessonsOf(featuresOf([...items, [9], [10]]));
        const recommender = await fitAndRead(contentWorkshop, lessons);
        const context = { past: history.map((one) => ({ ...one, ageMs: null })) };
        const [row = new Float32Array()] = await recommender.score([context]);
        for (const score of row) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1 + 1e-5);
        }
        for (const [item, score] of row.entries())
          expect(recommender.because(context, item) === null).toBe(score === 0);
      }),
    );
  });

  it('knows items by their texts where features say nothing', async () => {
    const vectors = { dimensions: 2, values: Float32Array.of(1, 0, 0.8, 0.6, 0, 1, -1, 0) };
    const recommender = await fitAndRead(
      contentWorkshop,
      lessonsOf(featuresOf([[], [], [], []], vectors)),
    );
    const [row = new Float32Array()] = await recommender.score([past(0)]);
    expect([...row].map((score) => Number(score.toFixed(6)))).toEqual([0.5, 0.4, 0, 0]);
    expect(recommender.because(past(2, 0), 1)).toBe(0);
  });

  it('lets the latest act count most', async () => {
    const recommender = await fitAndRead(
      contentWorkshop,
      lessonsOf(featuresOf([[0], [0], [1], [1], [2]])),
    );
    const [row] = await recommender.score([past(0, 2)]);
    expect(row?.[3]).toBeGreaterThan(row?.[1] ?? 1);
    expect(recommender.because(past(0, 2), 1)).toBe(0);
  });

  it('learns nothing where nothing tells one item from another', async () => {
    const same = featuresOf([[0], [0], [0]]);
    const blank = featuresOf([[], []], { dimensions: 2, values: new Float32Array(4) });
    for (const features of [null, same, blank])
      await expect(
        contentWorkshop.fit(lessonsOf(features), fitOrder(defaults)),
      ).rejects.toMatchObject({ code: 'NOTHING_TO_LEARN' });
  });

  it('refuses options beyond their limits', async () => {
    const order = fitOrder({ ...defaults, textShare: 2 });
    await expect(
      contentWorkshop.fit(lessonsOf(featuresOf([[0], [1]])), order),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
