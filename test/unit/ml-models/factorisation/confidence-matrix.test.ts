import fc from 'fast-check';
import { byShopper, turned } from '../../../../ml-models/factorisation/confidence-matrix';

describe('byShopper', () => {
  it('makes one entry of what was done several times, with the sum of the weights', () => {
    const matrix = byShopper({
      itemCount: 3,
      offsets: Uint32Array.of(0, 3, 3, 4),
      items: Uint32Array.of(2, 0, 2, 2),
      times: null,
      weights: Float32Array.of(1, 2, 4, 8),
    });
    expect([...matrix.starts]).toEqual([0, 2, 2, 3]);
    expect([...matrix.columns]).toEqual([2, 0, 2]);
    expect([...matrix.confidence]).toEqual([5, 2, 8]);
  });
});

describe('turned', () => {
  it('holds the same entries: turned twice, and by column, is what was there', () => {
    const histories = fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 6 }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(histories, (shoppers) => {
        const offsets = [0];
        for (const own of shoppers) offsets.push((offsets.at(-1) ?? 0) + own.length);
        const matrix = byShopper({
          itemCount: 6,
          offsets: Uint32Array.from(offsets),
          items: Uint32Array.from(shoppers.flat()),
          times: null,
          weights: null,
        });
        // Turning puts the columns of a row in order.
        const inOrder = turned(turned(matrix));
        expect(turned(turned(inOrder))).toEqual(inOrder);
        for (const [shopper, own] of shoppers.entries()) {
          const from = inOrder.starts[shopper] ?? 0;
          const to = inOrder.starts[shopper + 1] ?? 0;
          expect([...inOrder.columns.subarray(from, to)]).toEqual([...new Set(own)].toSorted());
        }
      }),
    );
  });
});
