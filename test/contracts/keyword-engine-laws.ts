import fc from 'fast-check';
import { AVAILABILITIES, type AttributeValue, type Product } from '../../src/catalog/product.types';
import type { FacetRequest, FacetResult } from '../../src/search/facet.types';
import type { Filter, NumberRange } from '../../src/search/filter.types';
import type {
  KeywordRequest,
  SearchSort,
  UnavailablePolicy,
} from '../../src/search/keyword-engine.port';
import { editDistance } from '../../src/search/understanding/edit-distance';
import { asEpochMs } from '../../src/shared/clock';
import { asSku } from '../../src/shared/ids';
import { aProduct } from '../support/a-product';
import { aQuery, aRequest, skusOf, walk } from '../support/keyword-requests';
import {
  byCodePoint,
  countNaively,
  inOrder,
  isUnavailable,
  satisfies,
} from '../support/naive-catalogue';
import { EQUAL_WEIGHTS, type KeywordWorld, type OpenKeywordWorld } from './keyword-world.types';

// Few values each, so that products share them and conditions hit.
const brand = fc.constantFrom('HP', 'Dell', 'é', '1');
const name = fc.constantFrom('A', 'B', 'C > D');
const path = fc.array(name, { minLength: 1, maxLength: 3 });
const text = fc.constantFrom('red', 'Red', '7', 'true', '长');
const number = fc.constantFrom(-3, 0, 0.5, 7, 100);
const key = fc.constantFrom('colour', 'size', 'wifi');

const attribute: fc.Arbitrary<AttributeValue> = fc.oneof(
  text.map((value) => ({ kind: 'text' as const, value })),
  number.map((value) => ({ kind: 'number' as const, value })),
  fc.boolean().map((value) => ({ kind: 'boolean' as const, value })),
  fc.uniqueArray(text, { maxLength: 3 }).map((values) => ({ kind: 'list' as const, values })),
);

const amount = fc.constantFrom(0, 1, 9.99, 10, 250);
const currency = fc.constantFrom('EUR', 'CNY');
const moment = fc.constantFrom(-1000, 0, 5000).map(asEpochMs);
const locale = fc.constantFrom('en', 'zh-CN');
const availability = fc.constantFrom(...AVAILABILITIES);
const sku = fc.constantFrom('a', 'A', 'b', 'é', '𝒳', '\uffee', '10', '9', 'a b').map(asSku);

const product: fc.Arbitrary<Product> = fc
  .record({
    sku,
    title: fc.constantFrom('lamp', 'brass lamp', 'lamp brass lamp', 'chair'),
    brand: fc.option(brand),
    categories: fc.uniqueArray(path, { maxLength: 2, selector: (names) => JSON.stringify(names) }),
    price: fc.option(fc.record({ amount, currency })),
    availability,
    tags: fc.uniqueArray(text, { maxLength: 2 }),
    attributes: fc.dictionary(key, attribute, { maxKeys: 3 }),
    locale,
    publishedAt: fc.option(moment),
  })
  .map((facts) => aProduct({ ...facts, description: '', identifiers: [] }));

const catalogue = fc.uniqueArray(product, { maxLength: 8, selector: (one) => one.sku });

const range: fc.Arbitrary<NumberRange> = fc.oneof(
  number.map((min) => ({ min })),
  number.map((max) => ({ max })),
  fc.tuple(number, number).map(([one, other]) => ({ min: Math.min(one, other), max: Math.max(one, other) })),
); // prettier-ignore

const some = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(values, { maxLength: 2 });

const condition: fc.Arbitrary<Filter> = fc.oneof(
  some(sku).map((anyOf) => ({ op: 'sku' as const, anyOf })),
  some(brand).map((anyOf) => ({ op: 'brand' as const, anyOf })),
  some(path).map((anyOf) => ({ op: 'category' as const, anyOf })),
  some(text).map((anyOf) => ({ op: 'tag' as const, anyOf })),
  some(locale).map((anyOf) => ({ op: 'locale' as const, anyOf })),
  some(availability).map((anyOf) => ({ op: 'availability' as const, anyOf })),
  range.map((within) => ({ op: 'price' as const, range: within })),
  fc.record({ op: fc.constant('price' as const), range, currency }),
  range.map((within) => ({ op: 'publishedAt' as const, range: within })),
  fc.record({ op: fc.constant('attributeText' as const), key, anyOf: some(text) }),
  fc.record({ op: fc.constant('attributeNumber' as const), key, range }),
  fc.record({ op: fc.constant('attributeBoolean' as const), key, value: fc.boolean() }),
  fc.record({ op: fc.constant('attributeExists' as const), key }),
);

const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    condition,
    fc.array(tie('filter'), { maxLength: 3 }).map((clauses) => ({ op: 'and' as const, clauses })),
    fc.array(tie('filter'), { maxLength: 3 }).map((clauses) => ({ op: 'or' as const, clauses })),
    tie('filter').map((clause) => ({ op: 'not' as const, clause })),
  ),
}));

const facet: fc.Arbitrary<FacetRequest> = fc.record({
  field: fc.oneof(
    fc
      .constantFrom('brand', 'category', 'tag', 'availability', 'locale', 'price')
      .map((kind) => ({ kind: kind as 'brand' })),
    key.map((wanted) => ({ kind: 'attribute' as const, key: wanted })),
  ),
  counting: fc.oneof(
    fc.nat(3).map((size) => ({ kind: 'terms' as const, size })),
    fc.array(range, { maxLength: 3 }).map((ranges) => ({ kind: 'ranges' as const, ranges })),
    fc.constantFrom(0.1, 5, 100).map((interval) => ({ kind: 'histogram' as const, interval })),
  ),
});

const POLICIES: readonly UnavailablePolicy[] = ['SHOW', 'HIDE', 'LAST'];
const SORTS: readonly Exclude<SearchSort, 'RELEVANCE'>[] = ['PRICE_ASC', 'PRICE_DESC', 'NEWEST', 'POPULARITY']; // prettier-ignore

/** Laws that hold for every catalogue and request, tried on random small ones. */
export function describeKeywordLaws(openWorld: OpenKeywordWorld): void {
  describe('on random catalogues', () => {
    let world: KeywordWorld;

    beforeEach(async () => {
      world = await openWorld(EQUAL_WEIGHTS);
    });

    it('finds and counts exactly what a look at every product finds and counts', async () => {
      await fc.assert(
        fc.asyncProperty(
          catalogue,
          fc.record({
            filter: fc.option(filter),
            facets: fc.array(facet, { maxLength: 4 }),
            unavailable: fc.constantFrom(...POLICIES),
            also: fc.array(sku, { maxLength: 3 }),
          }),
          fc.boolean(),
          async (products, facts, browsing) => {
            const { filter: wanted, facets, unavailable, also } = facts;
            await world.replaceAll(products);
            const query = browsing ? null : aQuery('lamp');
            const answer = await world.engine.search(aRequest({ query, ...facts }));
            const reachable = products
              .filter((one) => browsing || one.title.includes('lamp') || also.includes(one.sku))
              .filter((one) => unavailable !== 'HIDE' || !isUnavailable(one));
            const matching = reachable.filter((one) => wanted === null || satisfies(one, wanted));
            expect([...skusOf(answer)].sort(byCodePoint)).toEqual(matching.map((one) => one.sku).sort(byCodePoint)); // prettier-ignore
            expect(answer.total).toEqual({ count: matching.length, accuracy: 'EXACT' });
            expect(answer.facets.map(withoutPaths)).toEqual(
              facets.map((request) => rounded(countNaively(reachable, wanted, request))),
            );
          },
        ),
        { numRuns: 150 },
      );
    });

    it('sorts as promised, and pages show each product exactly once', async () => {
      await fc.assert(
        fc.asyncProperty(catalogue, fc.array(number), fc.integer({ min: 1, max: 3 }), async (products, popularities, limit) => {
          await world.replaceAll(products);
          const popularity = new Map(products.flatMap(({ sku: one }, place) => {
            const given = popularities[place];
            return given === undefined ? [] : [[one, given]];
          }));
          await world.setPopularity(popularity);
          for (const sort of SORTS)
            for (const unavailable of POLICIES) {
              const hits = await walk(world.engine, aRequest({ sort, unavailable, limit }));
              const expected = inOrder(products, sort, unavailable, popularity);
              expect(hits.map((hit) => hit.sku)).toEqual(expected.map((one) => one.sku));
            }
        }),
        { numRuns: 25 },
      );
    }); // prettier-ignore

    it('pages through a relevance order just as it stands on one page', async () => {
      const query = aQuery('brass lamp', { tiers: [[0, 1], [1]] });
      await fc.assert(
        fc.asyncProperty(
          catalogue,
          fc.option(filter),
          fc.constantFrom(...POLICIES),
          fc.integer({ min: 1, max: 3 }),
          async (products, wanted, unavailable, limit) => {
            await world.replaceAll(products);
            const request: KeywordRequest = aRequest({ query, filter: wanted, unavailable });
            const whole = await world.engine.search(request);
            const walked = await walk(world.engine, { ...request, limit });
            expect(walked).toEqual(whole.hits);
            const places = whole.hits.map((hit) => hit.sortKey);
            expect([...places].sort(byPlace)).toEqual(places);
          },
        ),
        { numRuns: 40 },
      );
    });

    it('finds the similar words that comparing with every word finds', async () => {
      const letter = fc.constantFrom('a', 'b', 'c', 'd');
      const word = fc.string({ unit: letter, minLength: 1, maxLength: 9 });
      const words = fc.sample(fc.uniqueArray(word, { minLength: 250, maxLength: 250 }), { numRuns: 1, seed: 7 })[0]; // prettier-ignore
      const known = words ?? [];
      await world.replaceAll(known.map((one, place) => aProduct({ sku: `w${place}`, title: one })));
      const all = [...known, 'acme', 'tools', 'hammers', 'made', 'for', 'tests', '4006381333931'];
      await fc.assert(
        fc.asyncProperty(word, fc.constantFrom(1 as const, 2 as const), async (typed, maxEdits) => {
          const similar = await world.engine.similarWords(typed, maxEdits);
          const expected = all.filter((one) => editDistance(typed, one, maxEdits) <= maxEdits);
          expect(similar.map((one) => one.word).sort()).toEqual([...new Set(expected)].sort());
          expect(similar.every((one) => one.products >= 1)).toBe(true);
        }),
        { numRuns: 200 },
      );
    });
  });
}

function byPlace(one: readonly (number | string)[], other: readonly (number | string)[]): number {
  for (const [index, mine] of one.entries()) {
    const theirs = other[index] ?? '';
    if (typeof mine === 'string') return byCodePoint(mine, String(theirs));
    if (mine !== theirs) return mine - Number(theirs);
  }
  return 0;
}

/** Paths repeat the label; they have a test of their own. */
function withoutPaths(result: FacetResult): FacetResult {
  const buckets = result.buckets.map(({ path: _path, ...bucket }) => bucket);
  return { ...result, buckets };
}

/** Multiples of 0.1 as people write them, not as binary fractions come out. */
function rounded(result: FacetResult): FacetResult {
  if (result.request.counting.kind !== 'histogram') return result;
  const round = (value: number): number => Number(value.toPrecision(12));
  const buckets = result.buckets.map((bucket) => {
    const exact = { min: round(bucket.range?.min ?? 0), max: round(bucket.range?.max ?? 0) };
    return { label: `${exact.min}..${exact.max}`, range: exact, count: bucket.count };
  });
  return { ...result, buckets };
}
