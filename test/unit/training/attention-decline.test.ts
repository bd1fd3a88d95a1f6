import fc from 'fast-check';
import { attentionDecline, PlaceCounts } from '../../../src/training/attention-decline';
import { aShownList, productNames } from '../../support/a-shown-list';

const PAGES = 10_000;
const places = (count: number) => Array.from({ length: count }, (_, place) => place + 1);

/** What is expected when place k is answered with the chance rate / k^s. */
const falling = (s: number, rate = 0.5) => ({
  shown: places(20).map(() => PAGES),
  answered: places(20).map((place) => Math.round((PAGES * rate) / place ** s)),
});

describe('attentionDecline', () => {
  it.each([0.3, 0.6, 0.9])('is how fast reactions fall when that is slower than usual: %d', (s) => {
    expect(attentionDecline(falling(s))).toBeCloseTo(s, 1);
  });

  it('is as usual when reactions fall faster: what is better stands on top', () => {
    expect(attentionDecline(falling(1.8))).toBe(1);
  });

  it('is nothing when everything is answered alike, or what stands below more often', () => {
    expect(attentionDecline(falling(0))).toBeLessThan(0.01);
    expect(attentionDecline(falling(-0.5, 0.05))).toBe(0);
  });

  it('is as usual where there are no reactions, or few', () => {
    expect(attentionDecline({ shown: [5, 5, 5], answered: [0, 0, 0] })).toBe(1);
    expect(attentionDecline({ shown: [], answered: [] })).toBe(1);
    expect(attentionDecline({ shown: [3, 3, 3, 3], answered: [0, 0, 0, 1] })).toBeGreaterThan(0.9);
  });

  it('is from 0 to 1, whatever was counted', () => {
    const counts = fc.array(fc.tuple(fc.nat({ max: 1000 }), fc.nat({ max: 1000 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(counts, (all) => {
        const shown = all.map(([count]) => count);
        const answered = all.map(([count, some]) => Math.min(count, some));
        const eta = attentionDecline({ shown, answered });
        expect(eta).toBeGreaterThanOrEqual(0);
        expect(eta).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('PlaceCounts', () => {
  it('counts by place, a product once however often it was reacted to', () => {
    const [first = '', second = '', third = ''] = productNames(3);
    const counts = new PlaceCounts();
    counts.add(aShownList({ skus: productNames(3), clicked: [first, third] }));
    counts.add(aShownList({ skus: productNames(2), clicked: [second] }));
    expect(counts).toMatchObject({ shown: [2, 2, 1], answered: [1, 1, 1] });
  });
});
