import { typicalities } from '../../../../src/search/semantic/typicality';

const laptop = Float32Array.of(1, 0);
const bag = Float32Array.of(0, 1);
const unknown = Float32Array.of(0, 0);

const candidate = (type: Float32Array, titleHoldsAll: boolean, score = 1) => ({
  type,
  titleHoldsAll,
  score,
});

describe('the typicality of products', () => {
  it('is high for the kind of thing that most titles with all words are', () => {
    const [first, second, third, fourth] = typicalities([
      candidate(laptop, true),
      candidate(laptop, true),
      candidate(bag, true),
      candidate(laptop, false),
    ]);

    // The mean of (1,0), (1,0) and (0,1) points along (2,1) / √5.
    expect(first).toBeCloseTo(2 / Math.sqrt(5), 6);
    expect(second).toBeCloseTo(2 / Math.sqrt(5), 6);
    expect(third).toBeCloseTo(1 / Math.sqrt(5), 6);
    expect(fourth).toBeCloseTo(2 / Math.sqrt(5), 6);
  });

  it('goes by the best matches, weighed by score, when no title holds all words', () => {
    const [first, second] = typicalities([candidate(laptop, false, 3), candidate(bag, false, 4)]);

    expect(first).toBeCloseTo(3 / 5, 6);
    expect(second).toBeCloseTo(4 / 5, 6);
  });

  it('goes by the best matches also when nothing is known about the products with such titles', () => {
    expect(typicalities([candidate(unknown, true), candidate(bag, false)])).toEqual([null, 1]);
  });

  it('is unknown for a product without a type, and for all when there are no types', () => {
    expect(typicalities([candidate(laptop, true), candidate(unknown, true)])).toEqual([1, null]);
    expect(typicalities([candidate(unknown, true), candidate(unknown, false)])).toEqual([
      null,
      null,
    ]);
    expect(typicalities([])).toEqual([]);
  });
});
