import fc from 'fast-check';
import { estimateShare, TrafficTally } from '../../../src/simulation/traffic-tally';

describe('TrafficTally', () => {
  it('counts what can be counted by hand', () => {
    const tally = new TrafficTally();
    tally.add({
      acts: [
        { kind: 'CLICK', position: 1 },
        { kind: 'CLICK', position: 4 },
        { kind: 'ADD_TO_CART', position: 4 },
        { kind: 'PURCHASE', position: 4 },
      ],
      ndcg: 1,
    });
    tally.add({ acts: [], ndcg: 0.5 });
    expect(tally.summary()).toMatchObject({
      searches: 2,
      clickThrough: { share: 0.5 },
      clicks: 1,
      clickPosition: 2.5,
      carts: 0.5,
      purchases: 0.5,
      shownNdcg: 0.75,
    });
  });

  it('of nothing is 0, and knows nothing', () => {
    expect(new TrafficTally().summary()).toEqual({
      searches: 0,
      clickThrough: { share: 0, low: 0, high: 1 },
      clicks: 0,
      clickPosition: 0,
      carts: 0,
      purchases: 0,
      shownNdcg: 0,
    });
  });
});

describe('estimateShare', () => {
  it('reaches up to z² / (n + z²) when there was no success in n', () => {
    const { low, high } = estimateShare(0, 10);
    expect(low).toBe(0);
    expect(high).toBeCloseTo(1.959964 ** 2 / (10 + 1.959964 ** 2), 6);
  });

  it('holds the share, stays within 0 and 1, and is narrower the more was seen', () => {
    fc.assert(
      fc.property(fc.nat({ max: 500 }), fc.integer({ min: 1, max: 500 }), (some, more) => {
        const successes = Math.min(some, more);
        const { share, low, high } = estimateShare(successes, more);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(share).toBeGreaterThanOrEqual(low - 1e-12);
        expect(share).toBeLessThanOrEqual(high + 1e-12);
        const wider = estimateShare(successes * 4, more * 4);
        expect(wider.high - wider.low).toBeLessThanOrEqual(high - low);
      }),
    );
  });
});
