import { foldCode } from '../../src/search/analysis/fold-code';
import type { Filter } from '../../src/search/filter.types';
import type { CatalogueView, KeywordRequest } from '../../src/search/keyword-engine.port';
import { asEpochMs } from '../../src/shared/clock';
import { asSku } from '../../src/shared/ids';
import { aQuery, aRequest, skusOf, walk } from '../support/keyword-requests';
import { plain, priced, titled } from '../support/plain-product';
import { readWhole } from '../support/read-whole';
import { describeKeywordFilters } from './keyword-filters.contract';
import { describeKeywordLaws } from './keyword-engine-laws';
import { EQUAL_WEIGHTS, type KeywordWorld, type OpenKeywordWorld } from './keyword-world.types';

/** What every KeywordEngine promises. */
export function describeKeywordEngine(name: string, openWorld: OpenKeywordWorld): void {
  describe(`KeywordEngine: ${name}`, () => {
    let world: KeywordWorld;

    beforeEach(async () => {
      world = await openWorld(EQUAL_WEIGHTS);
    });

    async function found(facts: Partial<KeywordRequest>): Promise<readonly string[]> {
      return skusOf(await world.engine.search(aRequest(facts)));
    }

    async function foundBy(words: string): Promise<readonly string[]> {
      return found({ query: aQuery(words) });
    }

    async function passing(filter: Filter): Promise<readonly string[]> {
      return found({ filter });
    }

    describe('an empty catalogue', () => {
      it('has no hits, a total of 0 and empty facets', async () => {
        const facets: KeywordRequest['facets'] = [
          { field: { kind: 'brand' }, counting: { kind: 'terms', size: 5 } },
          { field: { kind: 'price' }, counting: { kind: 'histogram', interval: 10 } },
        ];
        const answer = await world.engine.search(aRequest({ query: aQuery('lamp'), facets }));
        expect(answer).toMatchObject({ hits: [], total: { count: 0 } });
        expect(answer.facets).toEqual(
          facets.map((request) => ({ request, buckets: [], distinctValues: 0, bounds: null })),
        );
      });

      it('knows no words, no attributes and completes nothing', async () => {
        const typed = { words: [], prefix: 'la', limit: 5 };
        expect(await world.engine.wordFrequencies(['lamp'])).toEqual(new Map([['lamp', 0]]));
        expect(await world.engine.similarWords('lamp', 2)).toEqual([]);
        expect(await world.engine.attributeKeys()).toEqual([]);
        expect(await world.engine.completeProducts(typed)).toEqual([]);
        expect(await world.engine.completeFieldValues(typed)).toEqual([]);
      });
    });

    describe('matching words', () => {
      it('finds a product by a word of each of its fields', async () => {
        await world.put([
          plain({
            sku: 'all',
            title: 'alpha',
            description: 'bravo',
            brand: 'Charlie',
            identifiers: ['DELTA-1'],
            categories: [['Echo', 'Foxtrot']],
            tags: ['golf'],
            attributes: {
              one: { kind: 'text', value: 'hotel' },
              many: { kind: 'list', values: ['india', 'juliet'] },
            },
          }),
          plain({ sku: 'none' }),
        ]);
        const words = 'alpha bravo charlie delta echo foxtrot golf hotel india juliet';
        for (const word of words.split(' ')) expect(await foundBy(word)).toEqual(['all']);
      });

      it('finds words that stand in different fields', async () => {
        await world.put([
          plain({
            sku: 'dress',
            title: 'Summer dress',
            attributes: { colour: { kind: 'text', value: 'Red' } },
          }),
          plain({ sku: 'other', title: 'Summer hat' }),
        ]);
        expect(await foundBy('red dress')).toEqual(['dress']);
      });

      it('takes singular and plural for the same English word', async () => {
        await world.put(titled('Wireless headphones', 'Headphone stand', 'Head torch'));
        expect(new Set(await foundBy('headphone'))).toEqual(new Set(['p1', 'p2']));
        expect(new Set(await foundBy('headphones'))).toEqual(new Set(['p1', 'p2']));
      });

      it('finds Chinese words inside a sentence without blanks, not their single characters', async () => {
        await world.put(titled('华为笔记本电脑 16英寸', '电脑桌', '红色连衣裙'));
        expect(await foundBy('笔记本电脑')).toEqual(['p1']);
        expect(new Set(await foundBy('电脑'))).toEqual(new Set(['p1', 'p2']));
        expect(await foundBy('连')).toEqual([]);
      });

      it('finds mixed Chinese and Latin text by either', async () => {
        await world.put(titled('索尼 WH-1000XM5 无线耳机', 'Sony WH-1000XM5 headphones'));
        expect(await foundBy('1000xm5 耳机')).toEqual(['p1']);
        expect(new Set(await foundBy('1000xm5'))).toEqual(new Set(['p1', 'p2']));
      });

      it('keeps decimals whole', async () => {
        await world.put(titled('Screen 43.2 cm', 'Screen 43 cm, 2 ports'));
        expect(await foundBy('43.2')).toEqual(['p1']);
        expect(await foundBy('43')).toEqual(['p2']);
      });

      it('wants the words of a phrase side by side, within one value', async () => {
        await world.put([
          ...titled('Power bank 10000', 'Bank with power'),
          plain({ sku: 'tags', tags: ['power', 'bank'] }),
        ]);
        const terms = [{ word: 'powerbank', alternatives: [['power', 'bank']] }];
        expect(await found({ query: aQuery('powerbank', { terms }) })).toEqual(['p1']);
      });

      it('is satisfied with any alternative of a term', async () => {
        await world.put(
          titled('Laptop sleeve', 'Notebook sleeve', 'Portable computer sleeve', 'Sleeve'),
        );
        const terms = [
          { word: 'laptop', alternatives: [['laptop'], ['notebook'], ['portable', 'computer']] },
          { word: 'sleeve', alternatives: [['sleeve']] },
        ];
        const hits = await found({ query: aQuery('laptop sleeve', { terms }) });
        expect(new Set(hits)).toEqual(new Set(['p1', 'p2', 'p3']));
      });

      it('takes no character of a word for syntax', async () => {
        await world.put(titled('Red lamp', 'Blue lamp'));
        const hostile = [
          '"', '""', '*', 'red*', '"red', 'NEAR(red lamp)', 'NEAR(', 'title:red', '-red', '^red', '(', ')',
          'red\u0000lamp', '{title}:red', 'OR', 'AND', 'NOT', "'; DROP TABLE product; --", '\ud800', '.', '%', '_', '\\',
        ]; // prettier-ignore
        for (const word of hostile) {
          const terms = [{ word, alternatives: [[word]] }];
          const query = { terms, tiers: [[0]], codes: [word] };
          await expect(world.engine.search(aRequest({ query }))).resolves.toBeDefined();
          await world.engine.wordFrequencies([word]);
          await world.engine.similarWords(word, 2);
          await world.engine.completeProducts({ words: [word], prefix: word, limit: 3 });
          await world.engine.completeFieldValues({ words: [word], prefix: word, limit: 3 });
        }
        const tagged = plain({ sku: 'tagged', tags: ['one', 'two'], categories: [['A', 'B']] });
        await world.put([tagged]);
        expect(await world.engine.wordFrequencies(['.', ''])).toEqual(new Map([['.', 0], ['', 0]])); // prettier-ignore
        expect(await foundBy('*')).toEqual([]);
        expect(await foundBy('AND')).toEqual([]);
        expect(new Set(await foundBy('lamp'))).toEqual(new Set(['p1', 'p2']));
      });
    });

    describe('ranking', () => {
      const twoFields = [
        plain({ sku: 'in-title', title: 'lamp', description: 'thing' }),
        plain({ sku: 'in-text', title: 'thing', description: 'lamp' }),
        ...titled('chair', 'table', 'sofa', 'shelf'),
      ];

      it('follows the field weights', async () => {
        const titleFirst = await openWorld({ ...EQUAL_WEIGHTS, title: 5 });
        await titleFirst.put(twoFields);
        const textFirst = await openWorld({ ...EQUAL_WEIGHTS, description: 5 });
        await textFirst.put(twoFields);
        const request = aRequest({ query: aQuery('lamp') });
        expect(skusOf(await titleFirst.engine.search(request))).toEqual(['in-title', 'in-text']);
        expect(skusOf(await textFirst.engine.search(request))).toEqual(['in-text', 'in-title']);
      });

      it('weighs attributes, and finds by them without scoring when their weight is 0', async () => {
        const shop = [
          plain({ sku: 'a', description: 'lamp' }),
          plain({ sku: 'b', attributes: { kind: { kind: 'text', value: 'lamp' } } }),
          ...titled('chair', 'table', 'sofa', 'shelf'),
        ];
        const request = aRequest({ query: aQuery('lamp') });
        const heavy = await openWorld({ ...EQUAL_WEIGHTS, attributes: 20 });
        await heavy.put(shop);
        expect(skusOf(await heavy.engine.search(request))).toEqual(['b', 'a']);
        const none = await openWorld({ ...EQUAL_WEIGHTS, attributes: 0 });
        await none.put(shop);
        const { hits } = await none.engine.search(request);
        expect(hits.map(({ sku, score }) => [sku, score > 0])).toEqual([['a', true], ['b', false]]); // prettier-ignore
      });

      it('puts the product with more of the rarer word first', async () => {
        await world.put(titled('lamp', 'lamp', 'lamp brass', 'lamp', 'chair', 'chair', 'chair'));
        const query = aQuery('lamp brass', { tiers: [[0]] });
        expect((await found({ query }))[0]).toBe('p3');
      });

      it('breaks ties by SKU in code point order', async () => {
        const skus = ['b', 'a', 'B', 'é', '𝒳', '\uffee', '10', '9'];
        await world.put(skus.map((sku) => plain({ sku, title: 'lamp' })));
        const inOrder = ['10', '9', 'B', 'a', 'b', 'é', '\uffee', '𝒳'];
        expect(await foundBy('lamp')).toEqual(inOrder);
        expect(await found({})).toEqual(inOrder);
      });

      it('puts earlier tiers first, says which tier, and counts every term it finds', async () => {
        await world.put(titled('brass', 'lamp lamp lamp', 'brass lamp', 'chair', 'lamp table'));
        const query = aQuery('brass lamp', { tiers: [[0, 1], [1]] });
        const { hits, total } = await world.engine.search(aRequest({ query }));
        expect(hits.map((hit) => hit.tier)).toEqual([0, 1, 1]);
        expect(hits[0]?.sku).toBe('p3');
        expect(total.count).toBe(3);
        expect(hits.every((hit) => hit.score > 0)).toBe(true);
      });

      it('matches nothing by a term that no tier requires', async () => {
        await world.put(titled('brass', 'lamp'));
        expect(await found({ query: aQuery('brass lamp', { tiers: [[1]] }) })).toEqual(['p2']);
      });

      it('puts products with the code first, whether or not they hold the words', async () => {
        await world.put([
          ...titled('dv7 1211ea dv7 1211ea charger', 'dv7 1211ea bag'),
          plain({ sku: 'notebook', title: 'HP Pavilion', identifiers: ['DV7-1211EA'] }),
        ]);
        const query = aQuery('dv7 1211ea', { codes: [foldCode('dv7 1211ea')] });
        const { hits, total } = await world.engine.search(aRequest({ query }));
        expect(hits[0]).toMatchObject({ sku: 'notebook', tier: 0 });
        expect(total.count).toBe(3);
      });

      it('finds an EAN when no word matches', async () => {
        await world.put([
          plain({ sku: 'toner', identifiers: ['0095205603217'] }),
          ...titled('Ink'),
        ]);
        const query = aQuery('nosuchword', { codes: ['0095205603217'] });
        expect(await found({ query })).toEqual(['toner']);
        expect(await found({ query, filter: { op: 'brand', anyOf: ['HP'] } })).toEqual([]);
      });

      it('gives no score to browsing', async () => {
        await world.put(titled('lamp', 'chair'));
        const { hits } = await world.engine.search(aRequest());
        expect(hits.map(({ score, tier }) => [score, tier])).toEqual([[0, 0], [0, 0]]); // prettier-ignore
      });
    });

    describe('availability', () => {
      const stock = [
        plain({ sku: 'a-gone', title: 'lamp lamp', availability: 'DISCONTINUED' }),
        plain({ sku: 'b-out', title: 'lamp', availability: 'OUT_OF_STOCK' }),
        plain({ sku: 'c-soon', title: 'lamp', availability: 'PREORDER' }),
        plain({ sku: 'd-here', title: 'lamp', availability: 'IN_STOCK' }),
      ];
      const byStock = { field: { kind: 'availability' }, counting: { kind: 'terms', size: 9 } } as const; // prettier-ignore

      it.each(['RELEVANCE', 'PRICE_ASC', 'NEWEST', 'POPULARITY'] as const)('LAST puts what cannot be had after all others (%s)', async (sort) => {
        await world.put(stock);
        const order = await found({ query: aQuery('lamp'), sort, unavailable: 'LAST' });
        expect(order.slice(0, 2)).toEqual(['c-soon', 'd-here']);
        expect(new Set(order.slice(2))).toEqual(new Set(['a-gone', 'b-out']));
      }); // prettier-ignore

      it('HIDE leaves it out of hits, total and facets', async () => {
        await world.put(stock);
        const { hits, total, facets } = await world.engine.search(
          aRequest({ unavailable: 'HIDE', facets: [byStock] }),
        );
        expect(hits.map((hit) => hit.sku)).toEqual(['c-soon', 'd-here']);
        expect(total.count).toBe(2);
        expect(facets[0]?.distinctValues).toBe(2);
      });
    });

    describe('sorting', () => {
      it('puts the newest first and products without a date last', async () => {
        await world.put([
          plain({ sku: 'undated' }),
          plain({ sku: 'old', publishedAt: asEpochMs(-5) }),
          plain({ sku: 'new', publishedAt: asEpochMs(5) }),
        ]);
        expect(await found({ sort: 'NEWEST' })).toEqual(['new', 'old', 'undated']);
      });

      it('puts the most popular first, a product without counters between liked and disliked', async () => {
        await world.put(titled('a', 'b', 'c'));
        await world.setPopularity(new Map([['p3', 2.5e-70], ['p1', -1]])); // prettier-ignore
        expect(await found({ sort: 'POPULARITY' })).toEqual(['p3', 'p2', 'p1']);
      });

      it('puts products without a price last in both directions', async () => {
        await world.put([plain({ sku: 'a' }), priced('b', 2), priced('c', 1)]);
        expect(await found({ sort: 'PRICE_ASC' })).toEqual(['c', 'b', 'a']);
        expect(await found({ sort: 'PRICE_DESC' })).toEqual(['b', 'c', 'a']);
      });

      it('refuses a place that belongs to another order', async () => {
        await world.put([priced('a', 1)]);
        const byPrice = await world.engine.search(aRequest({ sort: 'PRICE_ASC' }));
        const after = byPrice.hits[0]?.sortKey ?? [];
        const wrong = world.engine.search(aRequest({ sort: 'POPULARITY', after }));
        await expect(wrong).rejects.toMatchObject({ code: 'CURSOR_MISMATCH' });
      });
    });

    describe('changes', () => {
      it('finds an updated product by what it is now, and no longer by what it was', async () => {
        await world.put([plain({ sku: 'x', title: 'lamp', brand: 'HP', tags: ['old'] })]);
        await world.put([plain({ sku: 'x', title: 'chair', brand: 'Ikea', tags: ['new'] })]);
        expect(await foundBy('lamp')).toEqual([]);
        expect(await foundBy('chair')).toEqual(['x']);
        expect(await passing({ op: 'brand', anyOf: ['HP'] })).toEqual([]);
        expect(await passing({ op: 'tag', anyOf: ['new'] })).toEqual(['x']);
        expect(await world.engine.wordFrequencies(['lamp', 'chair'])).toEqual(new Map([['lamp', 0], ['chair', 1]])); // prettier-ignore
      });

      it('does not find a deleted product by anything', async () => {
        await world.put([
          plain({ sku: 'x', title: 'lamp', identifiers: ['AB-1234'], attributes: { a: { kind: 'text', value: 'b' } } }),
        ]); // prettier-ignore
        await world.remove(['x']);
        expect(await found({ query: aQuery('lamp', { codes: ['ab1234'] }) })).toEqual([]);
        expect(await found({})).toEqual([]);
        expect(await world.engine.attributeKeys()).toEqual([]);
        expect(await world.engine.completeProducts({ words: [], prefix: 'la', limit: 5 })).toEqual([]); // prettier-ignore
      });

      it('lists attributes and completes brands as they are now, asked again and again', async () => {
        const typed = { words: [], prefix: 'h', limit: 5 };
        const now = async () => ({
          keys: await world.engine.attributeKeys(),
          brands: (await world.engine.completeFieldValues(typed)).map((one) => one.value),
        });
        await world.put([
          plain({ sku: 'x', brand: 'HP', attributes: { a: { kind: 'number', value: 1 } } }),
        ]);
        expect(await now()).toEqual({ keys: ['a'], brands: ['HP'] });
        await world.put([
          plain({ sku: 'x', brand: 'Huawei', attributes: { b: { kind: 'number', value: 1 } } }),
        ]);
        expect(await now()).toEqual({ keys: ['b'], brands: ['Huawei'] });
        await world.remove(['x']);
        expect(await now()).toEqual({ keys: [], brands: [] });
      });
    });

    describe('the vocabulary', () => {
      it('counts products, not occurrences, over the fields that shoppers read', async () => {
        await world.put([
          plain({ sku: '1', title: 'Lamp lamp', description: 'A lamp.' }),
          plain({ sku: '2', brand: 'Lamp', tags: ['chair'] }),
          plain({ sku: '3', categories: [['Lamps', 'Brass']], identifiers: ['X-900'] }),
        ]);
        const words = ['lamp', 'lamps', 'brass', '900', 'chair'];
        const frequencies = await world.engine.wordFrequencies(words);
        expect([...frequencies.values()]).toEqual([2, 1, 1, 1, 0]);
      });

      it('lists the attribute keys in code point order', async () => {
        await world.put([
          plain({ sku: '1', attributes: { b: { kind: 'number', value: 1 }, '𝒳': { kind: 'text', value: 'x' } } }),
          plain({ sku: '2', attributes: { '\uffee': { kind: 'list', values: ['y'] }, a: { kind: 'boolean', value: false }, b: { kind: 'text', value: '1' } } }),
        ]); // prettier-ignore
        expect(await world.engine.attributeKeys()).toEqual(['a', 'b', '\uffee', '𝒳']);
      });
    });

    describe('completion', () => {
      it('finds products whose title or brand holds the words and goes on with the prefix, popular first', async () => {
        await world.put([
          plain({ sku: '1', title: 'Notebook sleeve', brand: 'HP' }),
          plain({ sku: '2', title: 'Notebook', brand: 'HP' }),
          plain({ sku: '3', title: 'Bag', brand: 'HP', description: 'for a notebook' }),
          plain({ sku: '4', title: 'Notebook', brand: 'Dell' }),
        ]);
        await world.setPopularity(new Map([['2', 3]]));
        const typed = { words: ['hp'], prefix: 'noteb', limit: 5 };
        expect(skusOf({ hits: await world.engine.completeProducts(typed) })).toEqual(['2', '1']);
        expect(skusOf({ hits: await world.engine.completeProducts({ ...typed, limit: 1 }) })).toEqual(['2']); // prettier-ignore
        expect(await world.engine.completeProducts({ ...typed, words: ['note'] })).toEqual([]);
      });

      it('gives brands and category names, those of most products first', async () => {
        await world.put([
          plain({ sku: '1', brand: 'Lamp Light', categories: [['Home', 'Lamps']] }),
          plain({
            sku: '2',
            brand: 'Other',
            categories: [
              ['Garden', 'Lamps'],
              ['Home', 'Lamps'],
            ],
          }),
          plain({ sku: '3', brand: 'Other', categories: [['Home', 'Desk lamps']] }),
        ]);
        const complete = (words: string[], prefix: string, limit = 9) =>
          world.engine.completeFieldValues({ words, prefix, limit });
        expect(await complete([], 'lam')).toEqual([
          { field: 'category', value: 'Lamps', products: 2 },
          { field: 'category', value: 'Desk lamps', products: 1 },
          { field: 'brand', value: 'Lamp Light', products: 1 },
        ]);
        expect(await complete(['lamp'], 'li')).toEqual([{ field: 'brand', value: 'Lamp Light', products: 1 }]); // prettier-ignore
        expect(await complete([], 'lam', 1)).toHaveLength(1);
      });
    });

    it('answers with total and facets alone when no hits are wanted', async () => {
      await world.put(titled('lamp', 'lamp', 'chair'));
      const answer = await world.engine.search(aRequest({ query: aQuery('lamp'), limit: 0 }));
      expect(answer).toMatchObject({ hits: [], total: { count: 2, accuracy: 'EXACT' } });
    });

    it('keeps what must not come again from the hits alone', async () => {
      await world.put([
        ...titled('lamp', 'lamp', 'lamp', 'lamp', 'chair'),
        plain({ sku: 'hp', title: 'lamp', brand: 'HP' }),
      ]);
      const facets: KeywordRequest['facets'] = [
        { field: { kind: 'brand' }, counting: { kind: 'terms', size: 5 } },
      ];
      const request = aRequest({ query: aQuery('lamp'), facets });
      const before = await world.engine.search(request);
      const without = ['p2', 'p4', 'hp', 'p5', 'nothing'].map(asSku);
      const rest = await world.engine.search({ ...request, without, limit: 1 });
      expect(skusOf(rest)).toEqual(['p1']);
      expect(rest.total).toEqual(before.total);
      expect(rest.facets).toEqual(before.facets);
      const filter: Filter = { op: 'brand', anyOf: ['HP'] };
      const none = await world.engine.search({ ...request, filter, without });
      expect(none).toMatchObject({ hits: [], total: { count: 1 }, facets: before.facets });
    });

    describe('products that match whatever the query says', () => {
      const shop = [
        ...titled('brass lamp', 'lamp', 'brass table', 'chair', 'sofa'),
        plain({ sku: 'gone', title: 'bed', brand: 'HP', availability: 'OUT_OF_STOCK' }),
        plain({ sku: 'coded', title: 'shelf', identifiers: ['AB-1234'] }),
      ];
      const also = ['gone', 'p4', 'p3', 'p1', 'nothing', 'p4'].map(asSku);
      const query = aQuery('brass lamp', { tiers: [[0, 1], [1]] });

      beforeEach(() => world.put(shop));

      it('come after all others, in a tier of their own', async () => {
        const { hits, total } = await world.engine.search(aRequest({ query, also }));
        expect(hits.map(({ sku, tier, by }) => [sku, tier, by])).toEqual([
          ['p1', 0, 'WORDS'],
          ['p2', 1, 'WORDS'],
          ['p3', 2, 'ALSO'],
          ['gone', 2, 'ALSO'],
          ['p4', 2, 'ALSO'],
        ]);
        expect(total.count).toBe(5);
      });

      it('score by the words that they hold all the same', async () => {
        const { hits } = await world.engine.search(aRequest({ query, also }));
        const scores = new Map(hits.map(({ sku, score }) => [String(sku), score]));
        expect(scores.get('p3')).toBeGreaterThan(0);
        expect(scores.get('p4')).toBe(0);
      });

      it('are found when no word matches, and by one word as by several', async () => {
        const nothing = aQuery('nosuchword');
        expect(await found({ query: nothing, also: also.slice(0, 2) })).toEqual(['gone', 'p4']);
        const one = await world.engine.search(aRequest({ query: aQuery('brass'), also }));
        expect(one.hits.map(({ by }) => by)).toEqual(['WORDS', 'WORDS', 'ALSO', 'ALSO']);
        expect(one.hits.every(({ by, score }) => (by === 'ALSO') === (score === 0))).toBe(true);
      });

      it('stand behind a code, and behind available ones when they cannot be had', async () => {
        const codes = [foldCode('AB-1234')];
        const request = aRequest({ query: { ...query, codes }, also, unavailable: 'LAST' });
        const { hits } = await world.engine.search(request);
        expect(hits.map(({ sku, by, behind }) => [sku, by, behind])).toEqual([
          ['coded', 'CODE', false],
          ['p1', 'WORDS', false],
          ['p2', 'WORDS', false],
          ['p3', 'ALSO', false],
          ['p4', 'ALSO', false],
          ['gone', 'ALSO', true],
        ]);
      });

      it('are among the hits whatever the limit, also those that the words would put far down', async () => {
        const { hits, total } = await world.engine.search(
          aRequest({ query, also: ['p4', 'p2', 'p1'].map(asSku), limit: 1 }),
        );
        expect(hits.map(({ sku, tier }) => [sku, tier])).toEqual([
          ['p1', 0],
          ['p2', 1],
          ['p4', 2],
        ]);
        expect(total.count).toBe(3);
        expect(await found({ query, also, limit: 0 })).toEqual([]);
      });

      it('pass the filter, and are no hits again', async () => {
        const filter: Filter = { op: 'brand', anyOf: ['HP'] };
        expect(await found({ query, also, filter })).toEqual(['gone']);
        expect(await found({ query, also, unavailable: 'HIDE' })).not.toContain('gone');
        const rest = await world.engine.search(
          aRequest({ query, also, without: [asSku('p4'), asSku('p1')] }),
        );
        expect(skusOf(rest)).toEqual(['p2', 'p3', 'gone']);
        expect(rest.total.count).toBe(5);
      });
    });

    it('says which version of a product it found', async () => {
      await world.put([
        plain({ sku: 'x', title: 'lamp', updatedAt: asEpochMs(1_700_000_000_123) }),
      ]);
      const [hit] = (await world.engine.search(aRequest({ bare: true }))).hits;
      expect(hit?.version).toBe(1_700_000_000_123);
    });

    it('leaves products out where nobody looks at them, and brings them when asked', async () => {
      const products = titled('lamp', 'brass lamp', 'chair');
      await world.put(products);
      const request = aRequest({ query: aQuery('lamp'), unavailable: 'LAST' });
      const bare = await world.engine.search({ ...request, bare: true });
      const whole = await world.engine.search(request);
      expect(bare.hits).toEqual(whole.hits.map((hit) => ({ ...hit, product: null })));
      const kept = await world.engine.productsOf(['p2', 'nothing', 'p3'].map(asSku));
      if (kept === null) return;
      const read = [...kept].map(([sku, product]) => [sku, readWhole(product)]);
      expect(read).toEqual([['p2', products[1]], ['p3', products[2]]]); // prettier-ignore
    });

    it('refuses a view that it does not keep', async () => {
      await world.put(titled('lamp'));
      for (const view of ['', 'never given out', 'aGVsbG8='])
        await expect(
          world.engine.search(aRequest({ view: view as CatalogueView })),
        ).rejects.toMatchObject({ code: 'VIEW_GONE' });
    });

    it('brings along the products as they were put, or none', async () => {
      const [lamp] = titled('lamp');
      if (!lamp) throw new Error('There is a lamp.');
      await world.put([lamp]);
      const { hits } = await world.engine.search(aRequest());
      const completed = await world.engine.completeProducts({ words: [], prefix: 'la', limit: 5 });
      for (const found of [...hits, ...completed])
        expect([null, lamp]).toContainEqual(readWhole(found.product));
      expect(hits.length + completed.length).toBe(2);
    });

    it('walks pages of one without skipping or repeating equals', async () => {
      await world.put(titled(...Array.from({ length: 7 }, () => 'lamp')));
      const hits = await walk(world.engine, aRequest({ query: aQuery('lamp'), limit: 1 }));
      expect(hits.map((hit) => hit.sku)).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7']);
    });

    describeKeywordFilters(openWorld);
    describeKeywordLaws(openWorld);
  });
}
