import { numberTerm } from '../../../../src/adapters/keyword-elasticsearch/attribute-terms';
import { compileFilter } from '../../../../src/adapters/keyword-elasticsearch/compile-filter';
import type { Filter } from '../../../../src/search/filter.types';

const hp: Filter = { op: 'brand', anyOf: ['HP'] };

describe('compileFilter', () => {
  it('asks for any of the values of a field', () => {
    expect(compileFilter(hp)).toEqual({ terms: { brand: ['HP'] } });
    expect(compileFilter({ op: 'tag', anyOf: [] })).toEqual({ match_none: {} });
  });

  it('bounds the numbers of an attribute on both sides, so that no text and no other key comes in', () => {
    const query = compileFilter({ op: 'attributeNumber', key: 'size', range: { min: 5 } });
    expect(query).toEqual({
      range: { 'attributes.size': { gte: numberTerm(5), lte: numberTerm(Infinity) } },
    });
  });

  it('compares an amount in one currency only when told which', () => {
    const range = { max: 10 };
    expect(compileFilter({ op: 'price', range })).toEqual({ range: { price: { lte: 10 } } });
    expect(compileFilter({ op: 'price', range, currency: 'EUR' })).toEqual({
      bool: { filter: [{ range: { price: { lte: 10 } } }, { term: { currency: 'EUR' } }] },
    });
  });

  it('adds no level for a clause that stands alone or for a double "not"', () => {
    const not = (clause: Filter): Filter => ({ op: 'not', clause });
    expect(compileFilter({ op: 'and', clauses: [{ op: 'or', clauses: [hp] }] })).toEqual(compileFilter(hp)); // prettier-ignore
    expect(compileFilter(not(not(hp)))).toEqual(compileFilter(hp));
    expect(compileFilter(not(not(not(hp))))).toEqual({ bool: { must_not: [compileFilter(hp)] } });
  });

  it('lets everything pass an empty "and" and nothing an empty "or"', () => {
    expect(compileFilter({ op: 'and', clauses: [] })).toEqual({ match_all: {} });
    expect(compileFilter({ op: 'or', clauses: [] })).toEqual({ match_none: {} });
  });
});
