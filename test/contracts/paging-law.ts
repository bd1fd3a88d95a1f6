import fc from 'fast-check';
import { Analyzer } from '../../src/search/analysis/analyzer';
import { JiebaSegmenter } from '../../src/adapters/segmenter-jieba/jieba-segmenter';
import type { Product } from '../../src/catalog/product.types';
import type { KeywordEngine, SearchSort } from '../../src/search/keyword-engine.port';
import type { RankingLog } from '../../src/search/ranking-log.port';
import { SearchService, type SearchServiceParts } from '../../src/search/search-service';
import { DEFAULT_SEARCH_SETTINGS } from '../../src/search/settings/default-search-settings';
import { asEpochMs } from '../../src/shared/clock';
import { asSku } from '../../src/shared/ids';
import { aProduct } from '../support/a-product';
import { aSearch } from '../support/a-search';
import { ShufflingRanker } from '../support/shuffling-ranker';
import type { KeywordWorld } from './keyword-world.types';

export interface PagingWorld extends KeywordWorld {
  readonly rankingLog: RankingLog;
  readonly products: SearchServiceParts['products'];
}

const analyzer = new Analyzer(new JiebaSegmenter());
const limits = { pageSize: 100, textLength: 500, facets: 20, filterDepth: 10, filterSize: 500 };

const SORTS: readonly SearchSort[] = ['RELEVANCE', 'PRICE_ASC', 'PRICE_DESC', 'NEWEST', 'POPULARITY']; // prettier-ignore
const TEXTS = ['lamp', 'brass lamp', ''];
const TITLES = ['lamp', 'brass lamp', 'lamp lamp', 'brass lamp for the lamp table', 'lamp table'];

/** Nobody writes to these during a walk; those that follow change all the time. */
const CALM = Array.from({ length: 14 }, (_, place) => `calm-${place}`);
const RESTLESS = Array.from({ length: 8 }, (_, place) => `restless-${place}`);

/** Always there, so that no word is ever taken for a mistake. */
const BRASS_LAMP = productOf('calm', { title: 'brass lamp', price: null, publishedAt: null });

const facts = fc.record({
  title: fc.constantFrom(...TITLES),
  price: fc.option(fc.nat(5).map((amount) => ({ amount, currency: 'EUR' }))),
  publishedAt: fc.option(fc.nat(5).map(asEpochMs)),
});

/** What is written between two pages; null deletes the product. */
const writes = fc.dictionary(fc.constantFrom(...RESTLESS), fc.option(facts), { maxKeys: 4 });

/** All pages of a search are pages of one list, though products are written and deleted between them. */
export function describePaging(name: string, openWorld: () => Promise<PagingWorld>): void {
  describe(`paging: ${name}`, () => {
    it('shows every product that nobody changes exactly once, whatever happens to the others', async () => {
      const world = await openWorld();
      await fc.assert(
        fc.asyncProperty(
          fc.tuple(...CALM.map(() => facts)),
          fc.array(writes, { minLength: 3, maxLength: 6 }),
          fc.record({
            sort: fc.constantFrom(...SORTS),
            text: fc.constantFrom(...TEXTS),
            first: fc.integer({ min: 1, max: 5 }),
          }),
          async (calm, changes, asked) => {
            const products = [BRASS_LAMP, ...calm.map((given, place) => productOf(`calm-${place}`, given))]; // prettier-ignore
            await world.replaceAll(products);
            const { shown, wanted } = await walk(world, asked, changes, serviceOn(world));
            const matching = products.filter(({ title }) => holds(title, wanted));
            const calmShown = shown.filter((sku) => sku.startsWith('calm')).sort();
            expect(calmShown).toEqual(matching.map(({ sku }) => sku).sort());
            // By relevance, nothing at all comes twice.
            if (asked.sort === 'RELEVANCE') expect(new Set(shown).size).toBe(shown.length);
          },
        ),
        { numRuns: 30 },
      );
    });
  });
}

/** As if another model served each page. */
class RestlessRanker extends ShufflingRanker {
  override rank(
    question: Parameters<ShufflingRanker['rank']>[0],
  ): ReturnType<ShufflingRanker['rank']> {
    this.seed += 1;
    return super.rank(question);
  }
}

/** The same where a ranker chooses each page, another one each time, and some products match by their vectors alone. */
export function describeRankedPaging(name: string, openWorld: () => Promise<PagingWorld>): void {
  describe(`ranked paging: ${name}`, () => {
    it('shows every product that nobody changes exactly once, whatever model serves by then', async () => {
      const world = await openWorld();
      await fc.assert(
        fc.asyncProperty(
          fc.array(writes, { minLength: 3, maxLength: 6 }),
          fc.record({
            window: fc.integer({ min: 1, max: 12 }),
            first: fc.integer({ min: 1, max: 5 }),
          }),
          fc.uniqueArray(fc.nat(13), { maxLength: 4 }),
          async (changes, { window, first }, near) => {
            const products = CALM.map((sku, place) => {
              const title = place % 3 === 0 ? 'chair' : (TITLES[place % TITLES.length] ?? '');
              return productOf(sku, { title, price: null, publishedAt: null });
            });
            await world.replaceAll([BRASS_LAMP, ...products]);
            const ranker = new RestlessRanker(
              window,
              1,
              near.map((place) => `calm-${place}`),
            );
            const service = serviceOn({ ...world, ranking: { ranker, mode: 'NEURAL' } });
            const asked = { sort: 'RELEVANCE', text: 'lamp', first } as const;
            const { shown } = await walk(world, asked, changes, service);
            const found = products.filter(({ title }, place) => title.includes('lamp') || near.includes(place)); // prettier-ignore
            const expected = [BRASS_LAMP, ...found].map(({ sku }) => sku);
            const calmShown = shown.filter((sku) => sku.startsWith('calm'));
            expect(calmShown.sort()).toEqual(expected.sort());
            expect(new Set(shown).size).toBe(shown.length);
          },
        ),
        { numRuns: 20 },
      );
    });
  });
}

type Facts = Pick<Product, 'title' | 'price' | 'publishedAt'>;

function productOf(sku: string, given: Facts): Product {
  return aProduct({ sku, description: '', ...given });
}

function holds(title: string, words: readonly string[]): boolean {
  return words.every((word) => word === '' || title.includes(word));
}

/** The SKUs of all pages, and the words that were required; the first of the writes comes before page 1. */
async function walk(
  world: PagingWorld,
  asked: { readonly sort: SearchSort; readonly text: string; readonly first: number },
  changes: readonly Readonly<Record<string, Facts | null>>[],
  service: SearchService,
): Promise<{ readonly shown: readonly string[]; readonly wanted: readonly string[] }> {
  const shown: string[] = [];
  let after: string | null = null;
  for (let page = 0; ; page += 1) {
    await write(world, changes[page % changes.length] ?? {});
    const result = await service.search(aSearch({ ...asked, after }));
    shown.push(...result.hits.map((hit) => hit.product.sku));
    const dropped = result.interpretation.relaxation?.droppedWords ?? [];
    const wanted = asked.text.split(' ').filter((word) => !dropped.includes(word));
    if (!result.hasNextPage) return { shown, wanted };
    after = result.hits.at(-1)?.cursor ?? null;
    if (after === null || page > 100) throw new Error('the pages never end');
  }
}

async function write(
  world: KeywordWorld,
  change: Readonly<Record<string, Facts | null>>,
): Promise<void> {
  const entries = Object.entries(change);
  await world.put(entries.flatMap(([sku, given]) => (given ? [productOf(sku, given)] : [])));
  await world.remove(entries.flatMap(([sku, given]) => (given ? [] : [sku])));
}

let ids = 0;

export function serviceOn({
  engine,
  rankingLog,
  products,
  ranking,
}: Pick<PagingWorld, 'rankingLog' | 'products'> &
  Pick<SearchServiceParts, 'ranking'> & {
    readonly engine: KeywordEngine;
  }): SearchService {
  return new SearchService({
    engine,
    products,
    rankingLog,
    ...(ranking && { ranking }),
    analyzer,
    settings: DEFAULT_SEARCH_SETTINGS,
    limits,
    clock: () => asEpochMs(0),
    newId: () => `search-${(ids += 1)}`,
  });
}

/** For engines that bring their products along: to look for one elsewhere would be a failure. */
export const NO_STORE: SearchServiceParts['products'] = {
  findBySkus: (skus) =>
    Promise.reject(new Error(`asked for ${skus.map((sku) => asSku(sku)).join()}`)),
};
