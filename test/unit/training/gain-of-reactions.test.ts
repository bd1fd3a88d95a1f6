import fc from 'fast-check';
import { eventWeight } from '../../../src/feedback/popularity';
import { EVENT_KINDS, type EventKind } from '../../../src/feedback/shopper-event.types';
import { asSku } from '../../../src/shared/ids';
import { gainOfReactions, gainsOf } from '../../../src/training/gain-of-reactions';
import { NOON } from '../../support/an-event';

const did = (kind: EventKind, rating: number | null = null) => ({ kind, rating });

describe('the gain of a product', () => {
  it('is nothing when nobody did anything, or it was only shown', () => {
    expect(gainOfReactions([])).toBe(0);
    expect(gainOfReactions([did('IMPRESSION')])).toBe(0);
  });

  it('grows from click to cart to purchase, and weighs as much as in popularity', () => {
    const gains = (['CLICK', 'ADD_TO_CART', 'PURCHASE'] as const).map((kind) =>
      gainOfReactions([did(kind)]),
    );
    expect(gains).toEqual([1, 4, 10]);
  });

  it('is that of the strongest reaction: a click that led to a purchase is one decision', () => {
    expect(gainOfReactions([did('CLICK'), did('PURCHASE'), did('ADD_TO_CART')])).toBe(10);
  });

  it('is lowered by what speaks against the product, and never negative', () => {
    expect(gainOfReactions([did('CLICK'), did('DISLIKE')])).toBe(0);
    expect(gainOfReactions([did('DISLIKE')])).toBe(0);
    // One star weighs −3, as DISLIKE does; ten less three is seven.
    expect(gainOfReactions([did('PURCHASE'), did('RATING', 1)])).toBe(7);
    expect(gainOfReactions([did('RATING', 5)])).toBe(3);
  });

  const reactions = fc.array(
    fc.record({
      kind: fc.constantFrom(...EVENT_KINDS),
      rating: fc.option(fc.integer({ min: 1, max: 5 })),
    }),
  );

  it('does not depend on the order, and never exceeds the strongest reaction', () => {
    fc.assert(
      fc.property(reactions, (done) => {
        const gain = gainOfReactions(done);
        expect(gainOfReactions(done.toReversed())).toBe(gain);
        const strongest = Math.max(0, ...done.map(({ kind, rating }) => eventWeight(kind, rating)));
        expect(gain).toBeGreaterThanOrEqual(0);
        expect(gain).toBeLessThanOrEqual(strongest);
      }),
    );
  });
});

it('gives each product of a page its own gain, in the order shown', () => {
  const skus = ['a', 'b', 'c'].map(asSku);
  const at = NOON;
  const reactions = [
    { sku: asSku('c'), at, ...did('CLICK') },
    { sku: asSku('a'), at, ...did('PURCHASE') },
    { sku: asSku('c'), at, ...did('ADD_TO_CART') },
    { sku: asSku('elsewhere'), at, ...did('PURCHASE') },
  ];
  expect(gainsOf({ skus, reactions })).toEqual([10, 0, 4]);
});
