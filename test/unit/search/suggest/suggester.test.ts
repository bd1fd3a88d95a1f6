import type { Product } from '../../../../src/catalog/product.types';
import type { SuggestResult } from '../../../../src/search/search.types';
import { TroveError } from '../../../../src/shared/errors';
import { aProduct } from '../../../support/a-product';
import { aSearch } from '../../../support/a-search';
import { openSearchableShop, type SearchableShop } from '../../../support/searchable-shop';
import { temporaryFolder } from '../../../support/temporary-folder';

const camera = (sku: string, title: string, facts: Partial<Omit<Product, 'sku'>> = {}): Product =>
  aProduct({ sku, title, brand: 'Canon', categories: [['Photo', 'Cameras']], ...facts });

describe('SearchService.suggest', () => {
  const folder = temporaryFolder();
  let shop: SearchableShop;

  beforeEach(async () => {
    shop = await openSearchableShop(folder.path('trove.db'));
    await shop.add([
      camera('a', 'Mirrorless camera'),
      camera('b', 'Camera bag', { brand: 'Harbour', categories: [['Photo', 'Camera bags']] }),
      camera('c', '无线蓝牙耳机', { brand: '索尼', categories: [['数码', '耳机']] }),
    ]);
  });

  afterEach(() => shop.close());

  const suggest = (text: string, first = 5): Promise<SuggestResult> =>
    shop.search.suggest({ text, first });

  const typed = async (text: string, times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) await shop.search.search(aSearch({ text }));
    await shop.log.flush();
  };

  const textsOf = ({ queries }: SuggestResult): readonly string[] =>
    queries.map(({ text }) => text);

  it('completes the last word to products', async () => {
    const { products } = await suggest('mirrorless cam');
    expect(products.map((product) => product.sku)).toEqual(['a']);
  });

  it('offers queries that were typed at least three times, most typed first', async () => {
    await typed('camera bag', 3);
    await typed('mirrorless camera', 4);
    await typed('camera strap', 2);
    expect(textsOf(await suggest('cam')).filter((text) => text.startsWith('camera '))).toEqual([
      'camera bag',
    ]);
    expect((await suggest('')).queries.map(({ text }) => text)).toEqual([
      'mirrorless camera',
      'camera bag',
    ]);
  });

  it('offers no query that found nothing', async () => {
    await typed('zebra', 3);
    expect(textsOf(await suggest('zeb'))).toEqual([]);
  });

  it('offers a query that was misspelt in its right spelling', async () => {
    await typed('mirorless camera', 3);
    expect(textsOf(await suggest('mirr'))).toEqual(['mirrorless camera']);
  });

  it('offers brands and categories', async () => {
    const { queries } = await suggest('can');
    expect(queries).toMatchObject([{ text: 'Canon', source: 'BRAND' }]);
    expect((await suggest('camera b')).queries).toMatchObject([
      { text: 'Camera bags', source: 'CATEGORY' },
    ]);
  });

  it('offers each text once', async () => {
    await typed('canon', 3);
    expect((await suggest('can')).queries).toMatchObject([{ text: 'canon', source: 'QUERY' }]);
  });

  it('after a blank goes on with another word', async () => {
    await typed('camera', 3);
    await typed('camera bag', 3);
    expect(textsOf(await suggest('camera')).slice(0, 2)).toEqual(['camera', 'camera bag']);
    expect(textsOf(await suggest('camera '))[0]).toBe('camera bag');
  });

  it('marks what was typed', async () => {
    const { queries } = await suggest('camera b');
    expect(queries[0]?.highlight).toEqual([
      { text: 'Camera', matched: true },
      { text: ' ', matched: false },
      { text: 'b', matched: true },
      { text: 'ags', matched: false },
    ]);
  });

  it.each(['mirorless camera', 'mirorless cam', 'mirorless'])(
    'corrects a misspelt word when nothing begins like %s',
    async (text) => {
      const { products } = await suggest(text);
      expect(products.map((product) => product.sku)).toEqual(['a']);
    },
  );

  it('does not take the beginning of a word for a misspelling', async () => {
    // "came" is one edit from "cane".
    await shop.add([camera('d', 'Walking cane', { brand: null, categories: [] })]);
    const { products } = await suggest('mirorless came');
    expect(products.map((product) => product.sku)).toEqual(['a']);
  });

  it('completes Chinese', async () => {
    const { products, queries } = await suggest('蓝牙耳');
    expect(products.map((product) => product.sku)).toEqual(['c']);
    expect(queries).toEqual([]);
    expect((await suggest('耳')).queries).toMatchObject([{ text: '耳机', source: 'CATEGORY' }]);
  });

  it('has an attribution id of its own', async () => {
    expect((await suggest('cam')).searchId).not.toBe((await suggest('cam')).searchId);
  });

  it('suggests nothing for text without a word, and nothing when nothing is wanted', async () => {
    expect(await suggest('"*"')).toMatchObject({ queries: [], products: [] });
    expect(await suggest('cam', 0)).toMatchObject({ queries: [], products: [] });
  });

  it('refuses text and pages beyond the limits', async () => {
    const codeOf = (work: Promise<unknown>) =>
      work.catch((error: unknown) => (error instanceof TroveError ? error.code : error));
    expect(await codeOf(suggest('x'.repeat(501)))).toBe('TEXT_TOO_LONG');
    expect(await codeOf(suggest('x', 101))).toBe('PAGE_TOO_LARGE');
  });
});
