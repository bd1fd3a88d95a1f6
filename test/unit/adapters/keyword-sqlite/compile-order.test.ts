import { afterPlace, orderOf } from '../../../../src/adapters/keyword-sqlite/compile-order';

describe('orderOf', () => {
  it('ends with the SKU, so that no two hits are equal', () => {
    const sorts = ['RELEVANCE', 'PRICE_ASC', 'PRICE_DESC', 'NEWEST', 'POPULARITY'] as const;
    for (const sort of sorts) expect(orderOf(sort, 'LAST').keys.at(-1)).toBe('p.sku');
  });

  it('reads the counters only when popularity is asked for', () => {
    expect(orderOf('POPULARITY', 'SHOW').needsCounters).toBe(true);
    expect(orderOf('NEWEST', 'LAST').needsCounters).toBe(false);
  });
});

describe('afterPlace', () => {
  const order = orderOf('PRICE_ASC', 'SHOW');

  it('starts at the beginning without a place', () => {
    expect(afterPlace(order, null).parameters).toEqual([]);
  });

  it.each([[[]], [[0, 1]], [[0, 1, 2, 'sku']], [['0', 1, 'sku']], [[0, 1, 2]]])(
    'refuses %j, which is no place in the order',
    (place) => {
      expect(() => afterPlace(order, place)).toThrow(/Start again without a cursor/);
    },
  );
});
