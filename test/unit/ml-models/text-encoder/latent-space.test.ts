import { LatentSpace } from '../../../../ml-models/text-encoder/latent-space';
import { ProductFrequencies } from '../../../../ml-models/text-encoder/vocabulary';

const countsOf = (counts: Readonly<Record<string, number>>) => new Map(Object.entries(counts));

function frequenciesOf(...products: readonly (readonly string[])[]): ProductFrequencies {
  const frequencies = new ProductFrequencies();
  for (const words of products) frequencies.add(new Map(words.map((word) => [word, 3])));
  return frequencies;
}

describe('the vocabulary of a space', () => {
  const frequencies = frequenciesOf(['a', 'b'], ['a', 'c'], ['a', 'b'], ['d', 'c'], ['a', 'e']);

  it('holds features by number of products, ties by name, with ln(products / products with it)', () => {
    const { features, idf } = frequencies.choose({
      leastProducts: 2,
      mostShare: 1,
      mostFeatures: 10,
    });

    expect(features).toEqual(['a', 'b', 'c']);
    expect(idf[0]).toBeCloseTo(Math.log(5 / 4), 6);
    expect(idf[1]).toBeCloseTo(Math.log(5 / 2), 6);
  });

  it('keeps to its limits', () => {
    const chosen = (limits: object) =>
      frequencies.choose({ leastProducts: 1, mostShare: 1, mostFeatures: 10, ...limits }).features;

    expect(chosen({ leastProducts: 3 })).toEqual(['a']);
    expect(chosen({ mostShare: 0.4 })).toEqual(['b', 'c', 'd', 'e']);
    expect(chosen({ mostFeatures: 2 })).toEqual(['a', 'b']);
  });
});

describe('a space', () => {
  const space = new LatentSpace({
    features: ['common', 'rare'],
    idf: Float32Array.of(1, 4),
    dimensions: 2,
    directions: Float32Array.of(1, 0, 0, 1),
  });

  it('adds up the directions of features by rarity and damped count, and makes them one long', () => {
    const [x, y] = space.encode(countsOf({ common: 1, rare: 1, unknown: 9 }));
    expect(x).toBeCloseTo(1 / Math.sqrt(17), 6);
    expect(y).toBeCloseTo(4 / Math.sqrt(17), 6);

    const weights = new Map(space.weigh(countsOf({ common: 3, rare: 0.5 })));
    expect(weights.get(0)).toBeCloseTo(1 + Math.log(3), 6);
    expect(weights.get(1)).toBeCloseTo(0.5 * 4, 6);
  });

  it('gives zero where nothing is known', () => {
    expect(space.encode(countsOf({ unknown: 1 }))).toEqual(Float32Array.of(0, 0));
  });
});
