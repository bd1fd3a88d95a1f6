import fc from 'fast-check';
import {
  labelOf,
  numberOf,
  numberTerm,
  termsOf,
} from '../../../../src/adapters/keyword-elasticsearch/attribute-terms';

const number = fc.double({ noNaN: true });

describe('attribute terms', () => {
  it('order as their numbers do', () => {
    fc.assert(
      fc.property(number, number, (one, other) => {
        expect(numberTerm(one) < numberTerm(other)).toBe(one < other);
      }),
    );
  });

  it('give each number back, and one zero for both', () => {
    fc.assert(
      fc.property(number, (value) => {
        expect(numberOf(numberTerm(value))).toBe(value + 0);
      }),
    );
    expect(numberTerm(-0)).toBe(numberTerm(0));
  });

  it('tell the kinds apart, and read as shoppers see them', () => {
    const terms = [
      ...termsOf({ kind: 'text', value: '7' }),
      ...termsOf({ kind: 'number', value: 7 }),
      ...termsOf({ kind: 'boolean', value: true }),
      ...termsOf({ kind: 'list', values: ['b1', ''] }),
    ];
    expect(new Set(terms).size).toBe(5);
    expect(terms.map(labelOf)).toEqual(['7', '7', 'true', 'b1', '']);
    expect(terms.map(numberOf)).toEqual([null, 7, null, null, null]);
  });
});
