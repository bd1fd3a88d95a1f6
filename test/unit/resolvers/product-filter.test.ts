import { productFilter } from '../../../resolvers/input/product-filter';

describe('productFilter', () => {
  it('is null without a condition', () => {
    expect(productFilter(null)).toBeNull();
    expect(productFilter(undefined)).toBeNull();
    expect(productFilter({})).toBeNull();
    expect(productFilter({ brand: null, price: null })).toBeNull();
  });

  it('is the condition itself when there is one', () => {
    expect(productFilter({ brand: ['Canon'] })).toEqual({ op: 'brand', anyOf: ['Canon'] });
  });

  it('joins several fields of one object by and', () => {
    expect(productFilter({ brand: ['Canon'], price: { max: 5, currency: 'EUR' } })).toEqual({
      op: 'and',
      clauses: [
        { op: 'brand', anyOf: ['Canon'] },
        { op: 'price', range: { max: 5 }, currency: 'EUR' },
      ],
    });
  });

  it('keeps a zero and drops a null at the ends of a range', () => {
    expect(productFilter({ price: { min: 0, max: null } })).toEqual({
      op: 'price',
      range: { min: 0 },
    });
  });

  it('turns times into epoch milliseconds', () => {
    expect(productFilter({ publishedAt: { from: new Date(5), to: new Date(9) } })).toEqual({
      op: 'publishedAt',
      range: { min: 5, max: 9 },
    });
  });

  it('keeps "does not have" apart from "has"', () => {
    const exists = { op: 'attributeExists', key: 'size' };
    const condition = (yes: boolean) =>
      productFilter({ attributes: [{ key: 'size', exists: yes }] });
    expect(condition(true)).toEqual({ op: 'and', clauses: [exists] });
    expect(condition(false)).toEqual({ op: 'and', clauses: [{ op: 'not', clause: exists }] });
  });

  it('names all fields when a condition on an attribute has none or two', () => {
    expect(() => productFilter({ attributes: [{ key: 'size' }] })).toThrow(
      'Give exactly one of anyOf, range, is, exists in a condition on an attribute; it has none.',
    );
    expect(() => productFilter({ attributes: [{ key: 'size', is: true, exists: true }] })).toThrow(
      'it has is and exists.',
    );
  });
});
