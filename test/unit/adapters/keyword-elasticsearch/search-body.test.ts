import { searchBody } from '../../../../src/adapters/keyword-elasticsearch/search-body';
import type { Filter } from '../../../../src/search/filter.types';
import { asSku } from '../../../../src/shared/ids';
import { EQUAL_WEIGHTS } from '../../../contracts/keyword-world.types';
import { aQuery, aRequest } from '../../../support/keyword-requests';

const hp: Filter = { op: 'brand', anyOf: ['HP'] };
const cheap: Filter = { op: 'price', range: { max: 10 } };
const brands = { field: { kind: 'brand' }, counting: { kind: 'terms', size: 5 } } as const;
const tags = { field: { kind: 'tag' }, counting: { kind: 'terms', size: 5 } } as const;

describe('searchBody', () => {
  it('fetches the products, counts exactly, and scores nothing when browsing', () => {
    const { body } = searchBody(aRequest({ limit: 10 }), EQUAL_WEIGHTS, 100);
    expect(body).toMatchObject({ size: 10, _source: true, track_total_hits: true, track_scores: false }); // prettier-ignore
    expect(body.query).toEqual({ bool: { filter: [{ match_all: {} }], should: [] } });
  });

  it('keeps what earlier pages had from the hits, and counts it all the same', () => {
    const without = [asSku('a'), asSku('b')];
    const { body } = searchBody(aRequest({ filter: hp, facets: [brands], without }), EQUAL_WEIGHTS, 100); // prettier-ignore
    const isHp = { terms: { brand: ['HP'] } };
    const isNew = { bool: { must_not: [{ terms: { sku: ['a', 'b'] } }] } };
    expect(body.post_filter).toEqual({ bool: { filter: [isHp, isNew] } });
    expect(body.aggs?.['0']?.filter).toEqual({ match_all: {} });
    expect(body.aggs?.['total']?.filter).toEqual(isHp);
  });

  it('fetches no documents, and neither sorts nor scores when only counts are wanted', () => {
    const { body } = searchBody(aRequest({ query: aQuery('lamp'), limit: 0 }), EQUAL_WEIGHTS, 100);
    expect(body).not.toHaveProperty('sort');
    expect(body.query?.bool?.should).toEqual([]);
  });

  it('sets the condition on a facet aside for this facet only', () => {
    const filter: Filter = { op: 'and', clauses: [hp, cheap] };
    const { body } = searchBody(aRequest({ filter, facets: [brands, tags] }), EQUAL_WEIGHTS, 100);
    const isHp = { terms: { brand: ['HP'] } };
    expect(body.query?.bool?.filter).toEqual([{ range: { price: { lte: 10 } } }]);
    expect(body.post_filter).toEqual(isHp);
    expect(body.aggs?.['0']?.filter).toEqual({ match_all: {} });
    expect(body.aggs?.['1']?.filter).toEqual(isHp);
  });

  it('leaves out what cannot be had when told to', () => {
    const { body } = searchBody(aRequest({ unavailable: 'HIDE' }), EQUAL_WEIGHTS, 100);
    expect(body.query?.bool?.filter).toEqual([{ term: { unavailable: 0 } }]);
  });

  it('goes on after a place', () => {
    const { body } = searchBody(aRequest({ sort: 'POPULARITY', after: [-2, 'x'] }), EQUAL_WEIGHTS, 100); // prettier-ignore
    expect(body.search_after).toEqual([2, 'x']);
  });
});
