import type { Product } from '../../src/catalog/product.types';
import type { Filter } from '../../src/search/filter.types';
import { asSku } from '../../src/shared/ids';
import { aQuery, aRequest, skusOf } from '../support/keyword-requests';
import { plain, priced } from '../support/plain-product';
import { EQUAL_WEIGHTS, type KeywordWorld, type OpenKeywordWorld } from './keyword-world.types';

/** What every KeywordEngine promises about filters and facets; part of `describeKeywordEngine`. */
export function describeKeywordFilters(openWorld: OpenKeywordWorld): void {
  describe('filters and facets', () => {
    let world: KeywordWorld;

    beforeEach(async () => {
      world = await openWorld(EQUAL_WEIGHTS);
    });

    async function passing(filter: Filter): Promise<readonly string[]> {
      return skusOf(await world.engine.search(aRequest({ filter })));
    }

    describe('filters', () => {
      it('includes products below a category, and compares whole names', async () => {
        await world.put([
          plain({ sku: 'gaming', categories: [['Computers', 'Laptops', 'Gaming']] }),
          plain({ sku: 'laptop', categories: [['Office'], ['Computers', 'Laptops']] }),
          plain({ sku: 'separator', categories: [['Computers > Laptops']] }),
        ]);
        expect(await passing({ op: 'category', anyOf: [['Computers', 'Laptops']] })).toEqual(['gaming', 'laptop']); // prettier-ignore
        expect(await passing({ op: 'category', anyOf: [['Laptops']] })).toEqual([]);
        expect(await passing({ op: 'category', anyOf: [['Office'], ['Computers > Laptops']] })).toEqual(['laptop', 'separator']); // prettier-ignore
      });

      it('closes ranges at both ends', async () => {
        await world.put([priced('a', 9.99), priced('b', 10), priced('c', 20), priced('d', 20.01)]);
        expect(await passing({ op: 'price', range: { min: 10, max: 20 } })).toEqual(['b', 'c']);
        expect(await passing({ op: 'price', range: { min: 20 } })).toEqual(['c', 'd']);
      });

      it('compares prices in one currency when told which', async () => {
        await world.put([priced('eur', 10), priced('cny', 10, 'CNY')]);
        const range = { max: 10 };
        expect(await passing({ op: 'price', range, currency: 'CNY' })).toEqual(['cny']);
        expect(await passing({ op: 'price', range })).toEqual(['cny', 'eur']);
      });

      it('does not let a product without the field satisfy a condition, and so lets it satisfy its opposite', async () => {
        await world.put([priced('priced', 5), plain({ sku: 'unpriced' })]);
        const cheap: Filter = { op: 'price', range: { max: 10 } };
        expect(await passing(cheap)).toEqual(['priced']);
        expect(await passing({ op: 'not', clause: cheap })).toEqual(['unpriced']);
      });

      it('tells the kinds of an attribute apart', async () => {
        await world.put([
          plain({ sku: 'boolean', attributes: { wifi: { kind: 'boolean', value: true } } }),
          plain({ sku: 'list', attributes: { wifi: { kind: 'list', values: ['1', 'true'] } } }),
          plain({ sku: 'number', attributes: { wifi: { kind: 'number', value: 1 } } }),
          plain({ sku: 'text', attributes: { wifi: { kind: 'text', value: 'true' } } }),
          plain({ sku: 'without' }),
        ]);
        const key = 'wifi';
        expect(await passing({ op: 'attributeBoolean', key, value: true })).toEqual(['boolean']);
        expect(await passing({ op: 'attributeNumber', key, range: { min: 1, max: 1 } })).toEqual(['number']); // prettier-ignore
        expect(await passing({ op: 'attributeText', key, anyOf: ['true'] })).toEqual(['list', 'text']); // prettier-ignore
        expect(await passing({ op: 'attributeExists', key })).toEqual(['boolean', 'list', 'number', 'text']); // prettier-ignore
        expect(await passing({ op: 'attributeExists', key: 'nosuch' })).toEqual([]);
      });

      it('takes values as they are, whatever characters they hold', async () => {
        const odd = `it's "odd" %_*; --\u0001 ${'长'.repeat(300)}`;
        await world.put([plain({ sku: odd.slice(0, 20), brand: odd, tags: [odd] }), plain({ sku: 'b' })]); // prettier-ignore
        expect(await passing({ op: 'brand', anyOf: [odd] })).toHaveLength(1);
        expect(await passing({ op: 'tag', anyOf: [odd] })).toHaveLength(1);
        expect(await passing({ op: 'sku', anyOf: [asSku(odd.slice(0, 20))] })).toHaveLength(1);
        expect(await passing({ op: 'tag', anyOf: ["' OR 1=1 --"] })).toEqual([]);
      });

      it('reads a thousand conditions, and a hundred levels', async () => {
        await world.put([priced('a', 1), priced('b', 2)]);
        const clauses = Array.from({ length: 1000 }, (_, min) => ({ op: 'price' as const, range: { min: min + 2 } })); // prettier-ignore
        expect(await passing({ op: 'or', clauses })).toEqual(['b']);
        let deep: Filter = { op: 'price', range: { min: 2 } };
        for (let level = 0; level < 100; level += 1) deep = { op: 'not', clause: deep };
        expect(await passing(deep)).toEqual(['b']);
      });

      it('lets everything pass an empty "and", nothing an empty "or" or an empty list', async () => {
        await world.put([priced('a', 1)]);
        expect(await passing({ op: 'and', clauses: [] })).toEqual(['a']);
        expect(await passing({ op: 'or', clauses: [] })).toEqual([]);
        expect(await passing({ op: 'sku', anyOf: [] })).toEqual([]);
      });
    });

    describe('facets', () => {
      const shop = [
        plain({ sku: '1', title: 'lamp', brand: 'HP', price: { amount: 5, currency: 'EUR' } }),
        plain({ sku: '2', title: 'lamp', brand: 'HP', price: { amount: 50, currency: 'EUR' } }),
        plain({ sku: '3', title: 'lamp', brand: 'Dell', price: { amount: 60, currency: 'EUR' } }),
        plain({ sku: '4', title: 'chair', brand: 'Ikea', price: { amount: 70, currency: 'EUR' } }),
      ];
      const brands = { field: { kind: 'brand' }, counting: { kind: 'terms', size: 10 } } as const;

      it('counts over what matches, and sets conditions on its own field aside', async () => {
        await world.put(shop);
        const { facets, total } = await world.engine.search(
          aRequest({
            query: aQuery('lamp'),
            filter: {
              op: 'and',
              clauses: [
                { op: 'brand', anyOf: ['HP'] },
                { op: 'price', range: { min: 10 } },
              ],
            },
            facets: [
              brands,
              { field: { kind: 'price' }, counting: { kind: 'ranges', ranges: [{ max: 50 }, { min: 50 }] } },
            ], // prettier-ignore
          }),
        );
        expect(total.count).toBe(1);
        expect(facets[0]?.buckets).toEqual([{ label: 'Dell', count: 1 }, { label: 'HP', count: 1 }]); // prettier-ignore
        expect(facets[1]?.buckets.map((bucket) => bucket.count)).toEqual([1, 1]);
        expect(facets[1]?.bounds).toEqual({ min: 5, max: 50 });
      });

      it('cuts the list after breaking ties by label, and still says how many values there are', async () => {
        await world.put(['b', 'Z', 'a', 'é'].map((brand) => plain({ sku: brand, brand })));
        const request = { ...brands, counting: { kind: 'terms', size: 2 } } as const;
        const { facets } = await world.engine.search(aRequest({ facets: [request], limit: 0 }));
        expect(facets[0]).toMatchObject({
          buckets: [{ label: 'Z', count: 1 }, { label: 'a', count: 1 }],
          distinctValues: 4,
        }); // prettier-ignore
      });

      it('counts a category with all its ancestors, each with its path', async () => {
        await world.put([
          plain({ sku: '1', categories: [['A', 'B'], ['A', 'C']] }),
          plain({ sku: '2', categories: [['A']] }),
        ]); // prettier-ignore
        const request = { field: { kind: 'category' }, counting: { kind: 'terms', size: 9 } } as const; // prettier-ignore
        const { facets } = await world.engine.search(aRequest({ facets: [request] }));
        expect(facets[0]?.buckets).toEqual([
          { label: 'A', path: ['A'], count: 2 },
          { label: 'A > B', path: ['A', 'B'], count: 1 },
          { label: 'A > C', path: ['A', 'C'], count: 1 },
        ]);
      });

      it('counts booleans as true and false, and gives an unknown attribute no buckets', async () => {
        const wifi = (sku: string, value: boolean): Product =>
          plain({ sku, attributes: { wifi: { kind: 'boolean', value } } });
        await world.put([wifi('1', true), wifi('2', false), wifi('3', true)]);
        const facet = (key: string) =>
          ({ field: { kind: 'attribute', key }, counting: { kind: 'terms', size: 9 } }) as const;
        const { facets } = await world.engine.search(aRequest({ facets: [facet('wifi'), facet('x')] })); // prettier-ignore
        expect(facets[0]?.buckets).toEqual([{ label: 'true', count: 2 }, { label: 'false', count: 1 }]); // prettier-ignore
        expect(facets[1]).toMatchObject({ buckets: [], distinctValues: 0, bounds: null });
      });

      it('leaves empty buckets out of a histogram, and puts negative numbers below zero', async () => {
        const cold = (sku: string, value: number): Product =>
          plain({ sku, attributes: { celsius: { kind: 'number', value } } });
        await world.put([cold('1', -1), cold('2', 0), cold('3', 4.5), cold('4', 25)]);
        const request = { field: { kind: 'attribute', key: 'celsius' }, counting: { kind: 'histogram', interval: 5 } } as const; // prettier-ignore
        const { facets } = await world.engine.search(aRequest({ facets: [request] }));
        expect(facets[0]?.buckets).toEqual([
          { label: '-5..0', range: { min: -5, max: 0 }, count: 1 },
          { label: '0..5', range: { min: 0, max: 5 }, count: 2 },
          { label: '25..30', range: { min: 25, max: 30 }, count: 1 },
        ]);
      });
    });
  });
}
