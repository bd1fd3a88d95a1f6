import fc from 'fast-check';
import type { FacetRequest } from '../../../../src/search/facet.types';
import type { Filter } from '../../../../src/search/filter.types';
import type { SearchRequest } from '../../../../src/search/search.types';
import { checkFilter } from '../../../../src/search/validation/check-filter';
import { validateSearchRequest } from '../../../../src/search/validation/validate-search-request';
import { TroveError } from '../../../../src/shared/errors';
import { asSku } from '../../../../src/shared/ids';
import { aSearch } from '../../../support/a-search';
import { refusalOf } from '../../../support/refusal';

const limits = { pageSize: 100, textLength: 20, facets: 3, filterDepth: 4, filterSize: 12 };

const refusal = (facts: Partial<SearchRequest>) =>
  refusalOf(() => validateSearchRequest(aSearch(facts), limits));

const black: Filter = { op: 'attributeText', key: 'color', anyOf: ['black'] };

function nested(levels: number, op: 'not' | 'and'): Filter {
  let filter: Filter = black;
  for (let level = 1; level < levels; level += 1)
    filter = op === 'not' ? { op, clause: filter } : { op, clauses: [filter] };
  return filter;
}

const facet = (facts: Partial<FacetRequest>): readonly FacetRequest[] => [
  { field: { kind: 'price' }, counting: { kind: 'terms', size: 10 }, ...facts },
];

describe('validateSearchRequest', () => {
  it('accepts what is within the limits and lists the attribute keys', () => {
    const filter: Filter = {
      op: 'and',
      clauses: [
        black,
        { op: 'not', clause: { op: 'attributeNumber', key: 'weight', range: { min: 1 } } },
      ],
    };
    const facets = facet({ field: { kind: 'attribute', key: 'size' } });
    const keys = validateSearchRequest(aSearch({ filter, facets, text: 'x'.repeat(20) }), limits);
    expect([...keys].sort()).toEqual(['color', 'size', 'weight']);
  });

  it.each([
    [{ text: 'x'.repeat(21) }, 'TEXT_TOO_LONG', /21 characters; at most 20/],
    [{ first: 101 }, 'PAGE_TOO_LARGE', /101.*at most 100/],
    [{ first: -1 }, 'INVALID_INPUT', /-1/],
    [{ first: 1.5 }, 'INVALID_INPUT', /1\.5/],
    [{ first: Number.NaN }, 'INVALID_INPUT', /NaN/],
    [
      { facets: Array.from({ length: 4 }, () => facet({})).flat() },
      'TOO_MANY_ITEMS',
      /4 facets.*at most 3/,
    ],
    [
      { facets: facet({ counting: { kind: 'histogram', interval: 0 } }) },
      'INVALID_INPUT',
      /facets\[0\]: interval/,
    ],
    [
      { facets: facet({ counting: { kind: 'terms', size: 0 } }) },
      'INVALID_INPUT',
      /facets\[0\]: size/,
    ],
    [
      { facets: facet({ counting: { kind: 'ranges', ranges: [] } }) },
      'INVALID_INPUT',
      /number of ranges/,
    ],
    [
      { facets: facet({ counting: { kind: 'ranges', ranges: [{ min: 1 }, { min: 9, max: 2 }] } }) },
      'CONTRADICTORY_RANGE',
      /facets\[0\]\.ranges\[1\]: min 9 is above max 2/,
    ],
    [
      { facets: facet({ field: { kind: 'brand' }, counting: { kind: 'histogram', interval: 5 } }) },
      'INVALID_INPUT',
      /brand holds texts/,
    ],
  ] as const)('refuses %j with %s', (facts, code, message) => {
    const refused = refusal(facts);
    expect(refused.code).toBe(code);
    expect(refused.message).toMatch(message);
  });
});

describe('a filter', () => {
  it.each([
    [
      { op: 'price', range: { min: 5, max: 2 } },
      'CONTRADICTORY_RANGE',
      /filter\.price: min 5 is above max 2/,
    ],
    [
      { op: 'price', range: { min: Number.NaN } },
      'INVALID_INPUT',
      /filter\.price: NaN is not a finite/,
    ],
    [{ op: 'publishedAt', range: {} }, 'INVALID_INPUT', /needs min, max or both/],
    [{ op: 'brand', anyOf: [] }, 'INVALID_INPUT', /filter\.anyOf: name at least one value/],
    [{ op: 'and', clauses: [] }, 'INVALID_INPUT', /filter\.and: name at least one condition/],
    [
      { op: 'or', clauses: [black, { op: 'price', range: { min: 2, max: 1 } }] },
      'CONTRADICTORY_RANGE',
      /filter\.or\[1\]\.price/,
    ],
    [
      { op: 'sku', anyOf: Array.from({ length: 12 }, (_, index) => asSku(String(index))) },
      'FILTER_TOO_LARGE',
      /more than 12/,
    ],
  ] as const satisfies readonly (readonly [Filter, string, RegExp])[])(
    '%j is refused with %s',
    (filter, code, message) => {
      const refused = refusal({ filter });
      expect(refused.code).toBe(code);
      expect(refused.message).toMatch(message);
    },
  );

  it('of exactly the greatest depth and size is accepted', () => {
    expect(() => checkFilter(nested(4, 'not'), limits)).not.toThrow();
    const brands = Array.from({ length: 11 }, (_, index) => String(index));
    expect(() => checkFilter({ op: 'brand', anyOf: brands }, limits)).not.toThrow();
  });

  it.each([5, 200, 100_000])('%d levels deep is refused without exhausting the stack', (levels) => {
    for (const op of ['not', 'and'] as const)
      expect(refusal({ filter: nested(levels, op) }).code).toBe('FILTER_TOO_DEEP');
  });

  it('that contains itself is refused', () => {
    const circle: { op: 'not'; clause: Filter } = { op: 'not', clause: black };
    circle.clause = circle;
    expect(refusal({ filter: circle }).code).toBe('FILTER_TOO_DEEP');
  });

  it('of any shape is accepted or refused with a TroveError, nothing else', () => {
    const anything = fc.oneof(
      fc.object({
        key: fc.constantFrom('op', 'clauses', 'clause', 'anyOf', 'range', 'key'),
        maxDepth: 5,
      }),
      fc.letrec((tie) => ({
        node: fc.record(
          {
            op: fc.constantFrom('and', 'or', 'not', 'brand', 'price', 'attributeText', 'nonsense'),
            clauses: fc.oneof(fc.array(tie('node'), { maxLength: 3 }), fc.anything()),
            clause: tie('node'),
            anyOf: fc.anything(),
            range: fc.anything(),
            key: fc.anything(),
          },
          { requiredKeys: ['op'] },
        ),
      })).node,
    );
    fc.assert(
      fc.property(anything, (filter) => {
        try {
          checkFilter(filter as Filter, limits);
        } catch (error) {
          expect(error).toBeInstanceOf(TroveError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
