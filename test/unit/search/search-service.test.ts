import { asEpochMs } from '../../../src/shared/clock';
import { asSessionId, asShopperId, asSku } from '../../../src/shared/ids';
import { TroveError } from '../../../src/shared/errors';
import { SearchImpressionEntity } from '../../../src/adapters/storage-typeorm/entities/search-impression.entity';
import type { Product } from '../../../src/catalog/product.types';
import type { SearchRequest, SearchResult } from '../../../src/search/search.types';
import { aProduct } from '../../support/a-product';
import { aSearch } from '../../support/a-search';
import { openSearchableShop, SHOP_TIME, type SearchableShop } from '../../support/searchable-shop';
import { temporaryFolder } from '../../support/temporary-folder';

const titled = (sku: string, title: string, facts: Partial<Omit<Product, 'sku'>> = {}): Product =>
  aProduct({
    sku,
    title,
    description: '',
    brand: null,
    identifiers: [],
    categories: [],
    tags: [],
    attributes: {},
    ...facts,
  });

/** Products enough of other things that no word under test stands in most of the catalogue. */
const OTHERS = Array.from({ length: 30 }, (_, index) =>
  titled(`other-${String(index).padStart(2, '0')}`, `Garden chair number ${index}`),
);

const skusOf = (result: SearchResult): readonly string[] =>
  result.hits.map((hit) => hit.product.sku);

describe('SearchService.search', () => {
  const folder = temporaryFolder();
  let shop: SearchableShop;

  beforeEach(async () => {
    shop = await openSearchableShop(folder.path('trove.db'));
    await shop.add(OTHERS);
  });

  afterEach(() => shop.close());

  const ask = (facts: Partial<SearchRequest> | string): Promise<SearchResult> =>
    shop.search.search(aSearch(typeof facts === 'string' ? { text: facts } : facts));

  const refusalOf = async (facts: Partial<SearchRequest>): Promise<TroveError> => {
    const outcome = await ask(facts).catch((error: unknown) => error);
    if (outcome instanceof TroveError) return outcome;
    throw new Error('Nothing was refused');
  };

  describe('reading the text', () => {
    it('finds words in other forms, in any order, without stop words', async () => {
      await shop.add([titled('a', 'Wireless headphones'), titled('b', 'Headphone stand')]);
      const result = await ask('the headphones for wireless');
      expect(skusOf(result)[0]).toBe('a');
      expect(result.interpretation.ignoredWords).toEqual(['the', 'for']);
    });

    it('searches for stop words when there is nothing else', async () => {
      await shop.add([titled('a', 'The Who: Who are you')]);
      const result = await ask('the who');
      expect(skusOf(result)).toEqual(['a']);
      expect(result.interpretation.ignoredWords).toEqual([]);
    });

    it('finds Chinese and mixed text by words', async () => {
      await shop.add([
        titled('a', '华为Mate60 Pro智能手机', { locale: 'zh-CN' }),
        titled('b', '索尼无线蓝牙耳机', { locale: 'zh-CN' }),
      ]);
      expect(skusOf(await ask('蓝牙耳机'))).toEqual(['b']);
      expect(skusOf(await ask('mate60手机'))).toEqual(['a']);
      expect(skusOf(await ask('手机'))).toEqual(['a']);
    });

    it('finds a word written in two where the catalogue writes one, and the other way round', async () => {
      await shop.add([titled('a', 'Gaming headset'), titled('b', 'Power bank 20000 mAh')]);
      expect(skusOf(await ask('head set'))).toEqual(['a']);
      expect(skusOf(await ask('powerbank'))).toEqual(['b']);
      expect(skusOf(await ask('powerbanks'))).toEqual(['b']);
      expect(skusOf(await ask('20000mah'))).toEqual(['b']);
    });

    it('does not put a rare spelling in one word above the usual one in two', async () => {
      await shop.add([
        titled('one', 'Mousepad'),
        ...Array.from({ length: 12 }, (_, index) => titled(`two${index}`, `Mouse pad ${index}`)),
      ]);
      expect(skusOf(await ask('mouse pad'))).not.toContain('one');
      expect(skusOf(await ask('mousepad'))).toContain('one');
      expect((await ask('mousepad')).total.count).toBe(13);
    });

    it('finds synonyms, one-way and two-way, of one word and of several', async () => {
      await shop.add([
        titled('a', 'Smart television'),
        titled('b', 'Smartphone'),
        titled('c', 'Wall phone'),
      ]);
      const search = shop.withSettings({
        synonyms: [{ words: ['tv', 'television'] }, { from: 'mobile phone', to: ['smartphone'] }],
      });
      const skus = async (text: string) => skusOf(await search.search(aSearch({ text })));
      expect(await skus('tv')).toEqual(['a']);
      expect(await skus('mobile phone')).toEqual(['b']);
      expect(await skus('wall phone')).toEqual(['c']);
      expect(await skus('smartphone')).toEqual(['b']);
    });

    it('takes a word that has synonyms for no misspelling, though no product has it', async () => {
      await shop.add([titled('a', 'Flat TV'), titled('b', 'Jelly')]);
      const search = shop.withSettings({ synonyms: [{ words: ['telly', 'tv'] }] });
      const result = await search.search(aSearch({ text: 'telly' }));
      expect(skusOf(result)).toEqual(['a']);
      expect(result.interpretation.corrections).toEqual([]);
      expect(skusOf(await ask('telly'))).toEqual(['b']);
    });

    it('answers text without a word with nothing', async () => {
      const result = await ask({
        text: '"*" !',
        facets: [{ field: { kind: 'price' }, counting: { kind: 'terms', size: 5 } }],
      });
      expect(result).toMatchObject({ hits: [], total: { count: 0 }, hasNextPage: false });
      expect(result.facets).toMatchObject([{ buckets: [], distinctValues: 0 }]);
    });

    it.each([
      '"',
      'NEAR(garden chair)',
      'garden*',
      'title:garden',
      'a OR b',
      "'; DROP TABLE product; --",
      '\u0000\ud83d',
      '^garden',
      '-garden',
      '{a}',
    ])('takes %j for text, not for syntax', async (text) => {
      await expect(ask(text)).resolves.toBeDefined();
    });
  });

  describe('spelling', () => {
    it('corrects a word that the catalogue does not have, and says so', async () => {
      await shop.add([titled('a', 'Wireless headphones')]);
      const result = await ask('wireles headphoens');
      expect(skusOf(result)).toEqual(['a']);
      expect(result.interpretation).toMatchObject({
        searchedText: 'wireless headphones',
        corrections: [
          { typed: 'wireles', corrected: 'wireless' },
          { typed: 'headphoens', corrected: 'headphones' },
        ],
        didYouMean: null,
      });
    });

    it('prefers the candidate that products hold together with the other words', async () => {
      await shop.add([
        titled('a', 'GPS watch'),
        ...['b', 'c', 'd'].map((sku) => titled(sku, 'Stone arch')),
      ]);
      expect((await ask('gps atch')).interpretation.searchedText).toBe('gps watch');
      expect((await ask('stone atch')).interpretation.searchedText).toBe('stone arch');
    });

    it('separates words that were run together, and joins one that was torn', async () => {
      await shop.add([titled('a', 'Wireless mouse'), titled('b', 'Headset')]);
      expect((await ask('wirelessmouse')).interpretation.corrections).toEqual([
        { typed: 'wirelessmouse', corrected: 'wireless mouse' },
      ]);
      const torn = await ask('hea dset');
      expect(skusOf(torn)).toEqual(['b']);
      expect(torn.interpretation.corrections).toEqual([
        { typed: 'hea dset', corrected: 'headset' },
      ]);
    });

    it('leaves a word alone that the catalogue has in another form', async () => {
      await shop.add([
        titled('a', 'Fast charger'),
        titled('b', 'Charging station'),
        titled('c', 'Changing table'),
      ]);
      const result = await ask('charged');
      expect(result.interpretation.corrections).toEqual([]);
      expect(skusOf(result)).toEqual(['b']);
    });

    it('never changes numbers and codes', async () => {
      await shop.add([titled('a', 'Camera EOS 5100'), titled('b', 'Lens dv71211')]);
      expect((await ask('5101')).interpretation.corrections).toEqual([]);
      expect((await ask('dv71212')).interpretation.corrections).toEqual([]);
    });

    it('asks whether a far more frequent word was meant, without searching for it', async () => {
      const laptops = Array.from({ length: 40 }, (_, index) =>
        titled(`l${index}`, `Laptop ${index}`),
      );
      await shop.add([titled('a', 'Labtop for the laboratory'), ...laptops]);
      const result = await ask('labtop');
      expect(skusOf(result)).toEqual(['a']);
      expect(result.interpretation).toMatchObject({ didYouMean: 'laptop', corrections: [] });
    });
  });

  describe('relaxation', () => {
    it('requires every word while enough products hold them all', async () => {
      await shop.add(Array.from({ length: 10 }, (_, index) => titled(`m${index}`, 'Red mug')));
      await shop.add([titled('n', 'Blue mug')]);
      const result = await ask('red mug');
      expect(result.total).toEqual({ count: 10, accuracy: 'EXACT' });
      expect(result.interpretation.relaxation).toBeNull();
    });

    it('drops the word that says least, says so, and puts full matches first', async () => {
      await shop.add([
        titled('full', 'Red ceramic teapot'),
        titled('t1', 'Blue glass teapot'),
        titled('t2', 'Teapot'),
        ...['r1', 'r2', 'r3', 'r4'].map((sku) => titled(sku, 'Red carpet')),
      ]);
      const result = await ask('red teapot');
      expect(skusOf(result)).toEqual(['full', 't2', 't1']);
      expect(result.hits.map((hit) => hit.matchesAllWords)).toEqual([true, false, false]);
      expect(result.interpretation.relaxation).toEqual({ droppedWords: ['red'], fullMatches: 1 });
      expect(result.total.count).toBe(3);
    });

    it('drops a word that no product has before all others', async () => {
      await shop.add([titled('a', 'Blue teapot')]);
      const result = await ask('qqq teapot');
      expect(skusOf(result)).toEqual(['a']);
      expect(result.interpretation.relaxation).toEqual({ droppedWords: ['qqq'], fullMatches: 0 });
    });

    it('finds nothing when no word is known, and drops none', async () => {
      const result = await ask('qqq zzz');
      expect(result).toMatchObject({ hits: [], total: { count: 0 } });
      expect(result.interpretation.relaxation).toBeNull();
    });

    it('counts facets over what it found in the end', async () => {
      await shop.add([
        titled('a', 'Red teapot', { brand: 'Acme' }),
        titled('b', 'Blue teapot', { brand: 'Acme' }),
        ...['r1', 'r2', 'r3'].map((sku) => titled(sku, 'Red carpet', { brand: 'Loom' })),
      ]);
      const { facets, total } = await ask({
        text: 'red teapot',
        facets: [{ field: { kind: 'brand' }, counting: { kind: 'terms', size: 5 } }],
      });
      expect(total.count).toBe(2);
      expect(facets[0]?.buckets).toMatchObject([{ label: 'Acme', count: 2 }]);
    });

    it('in another order than relevance only gives way when nothing has all words', async () => {
      await shop.add([
        titled('full', 'Red teapot', { price: { amount: 30, currency: 'EUR' } }),
        titled('cheap', 'Blue teapot', { price: { amount: 3, currency: 'EUR' } }),
      ]);
      expect(skusOf(await ask({ text: 'red teapot', sort: 'PRICE_ASC' }))).toEqual(['full']);
      const relaxed = await ask({ text: 'green teapot', sort: 'PRICE_ASC' });
      expect(skusOf(relaxed)).toEqual(['cheap', 'full']);
    });

    it('answers a code that was found with that product only', async () => {
      await shop.add([
        titled('a', 'Laptop', { identifiers: ['DV7-1211EA', '4960999668543'] }),
        titled('b', 'DV7 sleeve'),
      ]);
      expect(skusOf(await ask('dv7-1211ea'))).toEqual(['a']);
      expect(skusOf(await ask('DV71211EA'))).toEqual(['a']);
      expect(skusOf(await ask('4960999668543'))).toEqual(['a']);
    });
  });

  describe('pages', () => {
    const walk = async (facts: Partial<SearchRequest>): Promise<readonly SearchResult[]> => {
      const pages: SearchResult[] = [];
      let after: string | null = null;
      do {
        const page: SearchResult = await ask({ ...facts, after });
        pages.push(page);
        after = page.hasNextPage ? (page.hits.at(-1)?.cursor ?? null) : null;
      } while (after !== null);
      return pages;
    };

    it.each(['RELEVANCE', 'PRICE_ASC', 'PRICE_DESC', 'NEWEST', 'POPULARITY'] as const)(
      'by %s neither skip nor repeat, and are one search',
      async (sort) => {
        const pages = await walk({ text: 'chair', sort, first: 7 });
        const skus = pages.flatMap(skusOf);
        expect(pages.map((page) => page.hits.length)).toEqual([7, 7, 7, 7, 2]);
        expect(new Set(skus).size).toBe(30);
        expect(new Set(pages.map((page) => page.searchId)).size).toBe(1);
        expect(pages.flatMap((page) => page.hits.map((hit) => hit.position))).toEqual(
          Array.from({ length: 30 }, (_, index) => index + 1),
        );
        expect(pages.every((page) => page.total.count === 30)).toBe(true);
      },
    );

    it('of a relaxed search keep to what the first page decided', async () => {
      await shop.add([titled('full', 'Purple chair')]);
      const pages = await walk({ text: 'purple garden chair', first: 4 });
      const skus = pages.flatMap(skusOf);
      expect(new Set(skus).size).toBe(skus.length);
      expect(skus[0]).toBe('full');
      for (const page of pages)
        expect(page.interpretation.relaxation).toEqual(pages[0]?.interpretation.relaxation);
    });

    it('browse without text', async () => {
      const pages = await walk({ text: '  ', first: 20 });
      expect(pages.flatMap(skusOf)).toHaveLength(30);
      expect(pages[0]?.interpretation).toMatchObject({ relaxation: null, corrections: [] });
    });

    it('refuse a cursor of another query and one that is none', async () => {
      const first = await ask({ text: 'chair', first: 2 });
      const after = first.hits[1]?.cursor ?? '';
      expect((await refusalOf({ text: 'garden', after })).code).toBe('CURSOR_MISMATCH');
      expect((await refusalOf({ text: 'chair', after: 'nonsense' })).code).toBe('CURSOR_INVALID');
    });

    it('leave out a product that was deleted meanwhile', async () => {
      const first = await ask({ text: 'chair', first: 2 });
      await shop.products.delete([asSku('other-02')]);
      const rest = await ask({ text: 'chair', first: 50, after: first.hits[1]?.cursor ?? null });
      expect(skusOf(rest)).not.toContain('other-02');
      expect(first.hits.length + rest.hits.length).toBe(29);
    });

    it('leave out a product that is deleted between match and load, and count on', async () => {
      const search = shop.withSettings(
        {},
        {
          findBySkus: async (skus) => {
            await shop.products.delete([asSku('other-01')]);
            return shop.products.findBySkus(skus);
          },
        },
      );
      const page = await search.search(aSearch({ text: 'chair', first: 3 }));
      expect(page.hits.map((hit) => [hit.product.sku, hit.position])).toEqual([
        ['other-00', 1],
        ['other-02', 2],
      ]);
    });

    it('of no hits count only', async () => {
      const result = await ask({ text: 'chair', first: 0 });
      expect(result).toMatchObject({ hits: [], total: { count: 30 }, hasNextPage: true });
    });
  });

  describe('highlights', () => {
    it('mark the words of the query in title and description', async () => {
      await shop.add([titled('a', 'Red teapots', { description: 'A teapot for two.' })]);
      const result = await ask({ text: 'teapot', highlight: true });
      expect(result.hits[0]).toMatchObject({
        titleHighlight: [
          { text: 'Red ', matched: false },
          { text: 'teapots', matched: true },
        ],
        descriptionHighlight: [
          { text: 'A ', matched: false },
          { text: 'teapot', matched: true },
          { text: ' for two.', matched: false },
        ],
      });
    });

    it('mark the corrected word', async () => {
      await shop.add([titled('a', 'Red teapot')]);
      const result = await ask({ text: 'taepot', highlight: true });
      expect(result.hits[0]?.titleHighlight.at(-1)).toEqual({ text: 'teapot', matched: true });
    });

    it('are empty unless asked for', async () => {
      const result = await ask('chair');
      expect(result.hits[0]).toMatchObject({ titleHighlight: [], descriptionHighlight: [] });
    });
  });

  describe('what it notes', () => {
    const noted = async () => {
      await shop.log.flush();
      return shop.database.reader.manager.find(SearchImpressionEntity, {
        order: { firstPosition: 'ASC' },
      });
    };

    it('is every page, with its search, its positions and its shopper', async () => {
      const page = {
        text: 'Gardn chair',
        first: 2,
        shopper: asShopperId('ann'),
        session: asSessionId('s1'),
      };
      const first = await ask(page);
      await ask({ ...page, after: first.hits[1]?.cursor ?? null });
      const impressions = await noted();
      expect(impressions).toHaveLength(2);
      expect(impressions[0]).toMatchObject({
        searchId: first.searchId,
        firstPosition: 1,
        total: 30,
        shopper: 'ann',
        session: 's1',
        shownAt: SHOP_TIME,
      });
      expect(impressions[1]).toMatchObject({ searchId: first.searchId, firstPosition: 3 });
    });

    it('is not a request for no hits, nor a refused one', async () => {
      await ask({ text: 'chair', first: 0 });
      await refusalOf({ text: 'chair', first: 1000 });
      expect(await noted()).toEqual([]);
    });
  });

  describe('attribute keys', () => {
    beforeEach(() =>
      shop.add([titled('a', 'Mug', { attributes: { color: { kind: 'text', value: 'red' } } })]),
    );

    it('that some product has are accepted', async () => {
      const filter = { op: 'attributeText', key: 'color', anyOf: ['red'] } as const;
      expect(skusOf(await ask({ filter }))).toEqual(['a']);
    });

    it('that no product has are refused with the nearest one', async () => {
      const refusal = await refusalOf({ filter: { op: 'attributeExists', key: 'colour' } });
      expect(refusal.code).toBe('UNKNOWN_ATTRIBUTE');
      expect(refusal.message).toBe('No product has an attribute "colour". Did you mean "color"?');
    });

    it('that a new product brings are known a second later', async () => {
      const filter = { op: 'attributeExists', key: 'handles' } as const;
      expect((await refusalOf({ filter })).code).toBe('UNKNOWN_ATTRIBUTE');
      await shop.add([
        titled('b', 'Jug', { attributes: { handles: { kind: 'number', value: 2 } } }),
      ]);
      shop.wait(1001);
      expect(skusOf(await ask({ filter }))).toEqual(['b']);
    });

    it('are refused in facets, too', async () => {
      const facet = {
        field: { kind: 'attribute', key: 'weight' },
        counting: { kind: 'terms', size: 5 },
      } as const;
      expect((await refusalOf({ facets: [facet] })).code).toBe('UNKNOWN_ATTRIBUTE');
    });
  });

  it('hides, shows or puts last what cannot be bought', async () => {
    await shop.add([
      titled('gone', 'Teapot', { availability: 'OUT_OF_STOCK', publishedAt: asEpochMs(0) }),
      titled('here', 'Old brown teapot with lid'),
    ]);
    expect(skusOf(await ask({ text: 'teapot', unavailable: 'SHOW' }))).toEqual(['gone', 'here']);
    expect(skusOf(await ask({ text: 'teapot', unavailable: 'LAST' }))).toEqual(['here', 'gone']);
    expect(skusOf(await ask({ text: 'teapot', unavailable: 'HIDE' }))).toEqual(['here']);
  });
});

describe('SearchService on an empty catalogue', () => {
  const folder = temporaryFolder();

  it('finds nothing and refuses no attribute', async () => {
    const shop = await openSearchableShop(folder.path('trove.db'));
    const result = await shop.search.search(
      aSearch({ text: 'red chair', filter: { op: 'attributeExists', key: 'color' } }),
    );
    expect(result).toMatchObject({ hits: [], total: { count: 0 }, hasNextPage: false });
    expect(result.interpretation.corrections).toEqual([]);
    await shop.close();
  });
});
