import { CompiledSearches } from '../../../../src/adapters/keyword-elasticsearch/compiled-searches';
import { FIRST_VALUES } from '../../../../src/adapters/keyword-elasticsearch/facet-aggregations';
import { searchBody } from '../../../../src/adapters/keyword-elasticsearch/search-body';
import type { CatalogueView, KeywordRequest } from '../../../../src/search/keyword-engine.port';
import { EQUAL_WEIGHTS } from '../../../contracts/keyword-world.types';
import { aQuery, aRequest } from '../../../support/keyword-requests';

const lamps = aRequest({ query: aQuery('lamp'), limit: 10 });

/** Each differs from the lamps in one thing that a request is made from. */
const others: readonly KeywordRequest[] = [
  { ...lamps, query: aQuery('desk') },
  { ...lamps, filter: { op: 'brand', anyOf: ['Acme'] } },
  { ...lamps, sort: 'NEWEST' },
  { ...lamps, unavailable: 'HIDE' },
  { ...lamps, limit: 11 },
  { ...lamps, after: [-1, 'p1'] },
];

describe('CompiledSearches', () => {
  it('gives what the request compiles to, the first time and again', () => {
    const searches = new CompiledSearches(EQUAL_WEIGHTS);
    for (const request of [lamps, ...others, lamps, ...others]) {
      const { body } = searchBody(request, EQUAL_WEIGHTS, FIRST_VALUES);
      expect(JSON.parse(searches.get(request).json)).toEqual(JSON.parse(JSON.stringify(body)));
    }
  });

  it('leaves the view to whoever sends it', () => {
    const searches = new CompiledSearches(EQUAL_WEIGHTS);
    const viewed = searches.get({ ...lamps, view: 'v' as CatalogueView });
    expect(viewed).toBe(searches.get(lamps));
  });
});
