import { HitOrder } from '../../../../src/adapters/keyword-elasticsearch/compile-order';
import { TroveError } from '../../../../src/shared/errors';

describe('HitOrder', () => {
  it('gives each place back, missing values included', () => {
    const order = new HitOrder('PRICE_ASC', 'LAST');
    for (const values of [[0, 9.99, 'a'], [1, 1e300, 'b']]) expect(order.searchAfter(order.keyOf(values))).toEqual(values); // prettier-ignore
  });

  it('makes keys that ascend where the sort descends', () => {
    expect(new HitOrder('RELEVANCE', 'SHOW').keyOf([2.5, 'a'])).toEqual([-2.5, 'a']);
    expect(new HitOrder('PRICE_DESC', 'SHOW').keyOf([-1, 'a'])).toEqual([1, 0, 'a']);
    expect(new HitOrder('POPULARITY', 'SHOW').keyOf([0, 'a'])).toEqual([0, 'a']);
  });

  it('ends with the SKU, and begins with the stock when what cannot be had comes last', () => {
    const names = (order: HitOrder) => order.sort.flatMap((one) => Object.keys(one));
    expect(names(new HitOrder('NEWEST', 'SHOW'))).toEqual(['published', 'sku']);
    expect(names(new HitOrder('RELEVANCE', 'LAST'))).toEqual(['unavailable', '_score', 'sku']);
  });

  it('refuses a place in another order', () => {
    const order = new HitOrder('POPULARITY', 'SHOW');
    for (const place of [[], [0, 1, 'a'], ['a', 1], [1, 2]])
      expect(() => order.searchAfter(place)).toThrow(TroveError);
  });
});
