import fc from 'fast-check';
import { featureMatrix } from '../../../src/ranking/feature-matrix';
import { asSku } from '../../../src/shared/ids';
import { contestOn, listWeight, orderQuality } from '../../../src/training/order-quality';
import { estimateWeightedDifference } from '../../../src/evaluation/estimate-weighted-difference';
import { SeededRandom } from '../../../src/shared/seeded-random';

const gains = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), {
  minLength: 1,
  maxLength: 10,
});

describe('the quality of an order', () => {
  it('is 1 for the best, and what it is by hand for another', () => {
    expect(orderQuality([3, 2, 1], [10, 4, 0])).toBe(1);
    // (4/log2(2) + 10/log2(3)) / (10/log2(2) + 4/log2(3))
    const byHand = (4 + 10 / Math.log2(3)) / (10 + 4 / Math.log2(3));
    expect(orderQuality([1, 2, 0], [10, 4, 0])).toBeCloseTo(byHand, 12);
    expect(orderQuality([1, 2, 3], [0, 0, 0])).toBe(0);
  });

  it('lies between 0 and 1, and is best by the gains themselves', () => {
    fc.assert(
      fc.property(gains, fc.infiniteStream(fc.double({ noNaN: true })), (good, stream) => {
        const scores = good.map(() => stream.next().value as number);
        const quality = orderQuality(scores, good);
        expect(quality).toBeGreaterThanOrEqual(0);
        expect(quality).toBeLessThanOrEqual(orderQuality(good, good) + 1e-12);
        expect(orderQuality(good, good)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

it('weighs a list by the mean weight of what was good in it', () => {
  expect(listWeight({ gains: [0, 1, 0], weights: [1, 2, 3] })).toBe(2);
  expect(listWeight({ gains: [1, 0, 3], weights: [1, 2, 5] })).toBe(4);
  expect(listWeight({ gains: [0, 0], weights: [1, 2] })).toBe(0);
});

describe('a comparison on clicks at places that are looked at less and less', () => {
  const PLACES = 8;
  const looks = (place: number) => 1 / (place + 1);
  const skus = Array.from({ length: PLACES }, (_, place) => asSku(`p${place}`));

  /** Clicks on pages that were shown by `shownBy`; the better product is clicked on more often when it is looked at. */
  function difference(weighed: boolean): number {
    const random = new SeededRandom(5);
    const outcomes = Array.from({ length: 20_000 }, () => {
      // The one good product is shown anywhere alike; the champion puts it where it was shown, the challenger at random.
      const best = random.below(PLACES);
      const clicks = skus.map((_, place) =>
        random.next() < looks(place) && random.next() < (place === best ? 0.8 : 0.2) ? 1 : 0,
      );
      const list = {
        skus,
        matrix: featureMatrix(1, new Float32Array(PLACES)),
        gains: clicks,
        weights: skus.map((_, place) => (weighed ? 1 / looks(place) : 1)),
        visitor: null,
      };
      const asShown = skus.map((_, place) => -place);
      const anyhow = skus.map(() => random.next());
      return contestOn(
        list,
        () => anyhow,
        () => asShown,
      );
    });
    const { mean } = estimateWeightedDifference(
      outcomes
        .filter(({ weight }) => weight > 0)
        .map(({ challenger, champion, weight }) => ({
          candidate: challenger.quality,
          baseline: champion.quality,
          weight,
          group: null,
        })),
      0,
      random,
    );
    return mean;
  }

  it('favours what was shown when nothing is done about it, and is fair when lists and clicks are weighed', () => {
    // In truth neither order knows anything: what was shown and chance put the good product anywhere alike.
    expect(difference(false)).toBeLessThan(-0.1);
    expect(Math.abs(difference(true))).toBeLessThan(0.02);
  });
});
