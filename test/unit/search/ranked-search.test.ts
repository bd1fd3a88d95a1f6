import fc from 'fast-check';
import { TypeOrmRankingLog } from '../../../src/adapters/storage-typeorm/typeorm-ranking-log';
import { SearchImpressionEntity } from '../../../src/adapters/storage-typeorm/entities/search-impression.entity';
import { ImpressionFeaturesEntity } from '../../../src/adapters/storage-typeorm/entities/impression-features.entity';
import { textToVector } from '../../../src/adapters/storage-typeorm/vector-text';
import type { HitRanker, RankingQuestion } from '../../../src/search/hit-ranker.port';
import type { KeywordRequest } from '../../../src/search/keyword-engine.port';
import type { RankingLog } from '../../../src/search/ranking-log.port';
import type { RankingMode } from '../../../src/search/ranking-mode.types';
import type { SearchService } from '../../../src/search/search-service';
import type { SearchRequest, SearchResult } from '../../../src/search/search.types';
import { TroveError } from '../../../src/shared/errors';
import { hashText } from '../../../src/shared/hash-text';
import { asSku } from '../../../src/shared/ids';
import { EQUAL_WEIGHTS } from '../../contracts/keyword-world.types';
import { serviceOn } from '../../contracts/paging-law';
import { aSearch } from '../../support/a-search';
import { plain } from '../../support/plain-product';
import { ShufflingRanker } from '../../support/shuffling-ranker';
import { sqliteKeywordWorlds, type SqliteKeywordWorld } from '../../support/sqlite-keyword-world';

const skusOf = ({ hits }: SearchResult): readonly string[] =>
  hits.map(({ product }) => product.sku);

const lamps = (count: number) =>
  Array.from({ length: count }, (_, place) => plain({ sku: `lamp-${place}`, title: `lamp ${'lamp '.repeat(place % 4)}` })); // prettier-ignore

describe('a search whose order a ranker decides', () => {
  const openWorld = sqliteKeywordWorlds();
  let world: SqliteKeywordWorld;
  let log: TypeOrmRankingLog;
  /** What the engine was asked, last. */
  let asked: KeywordRequest[];

  beforeEach(async () => {
    world = await openWorld(EQUAL_WEIGHTS);
    log = new TypeOrmRankingLog(world.database);
    asked = [];
  });

  function service(
    ranker: HitRanker,
    facts: { readonly mode?: RankingMode; readonly rankingLog?: RankingLog } = {},
  ): SearchService {
    const { engine } = world;
    const watched = Object.assign(Object.create(engine) as typeof engine, {
      search: (request: KeywordRequest) => {
        asked.push(request);
        return engine.search(request);
      },
    });
    const ranking = { ranker, mode: facts.mode ?? 'NEURAL' };
    return serviceOn({
      engine: watched,
      rankingLog: facts.rankingLog ?? log,
      products: world.store,
      ranking,
    });
  }

  async function pagesOf(
    search: SearchService,
    request: Partial<SearchRequest>,
    between: (page: number) => Promise<void> | void = () => undefined,
  ): Promise<readonly SearchResult[]> {
    const pages: SearchResult[] = [];
    for (let after: string | null = null; ;) {
      const page: SearchResult = await search.search(aSearch({ ...request, after }));
      pages.push(page);
      if (!page.hasNextPage) return pages;
      if (pages.length > 100) throw new Error('the pages never end');
      await between(pages.length);
      after = page.hits.at(-1)?.cursor ?? null;
    }
  }

  it('shows the best of the window, with the model and its scores', async () => {
    await world.put(lamps(30));
    const result = await service(new ShufflingRanker(20)).search(aSearch({ text: 'lamp', first: 5 })); // prettier-ignore
    const [request] = asked;
    expect(request).toMatchObject({ limit: 20, bare: true, also: [] });
    const window = (await world.engine.search(request as KeywordRequest)).hits.map(
      ({ sku }) => sku,
    );
    const expected = [...window].sort((a, b) => hashText(`1 ${b}`) - hashText(`1 ${a}`));
    expect(skusOf(result)).toEqual(expected.slice(0, 5));
    expect(result).toMatchObject({
      ranking: { mode: 'NEURAL', model: 'seed-1' },
      total: { count: 30 },
      hasNextPage: true,
      degraded: [],
    });
    expect(result.hits.map(({ score }) => score)).toEqual(expected.slice(0, 5).map((sku) => hashText(`1 ${sku}`))); // prettier-ignore
  });

  it('asks the engine once, as a search by words does', async () => {
    await world.put(lamps(30));
    await service(new ShufflingRanker(20)).search(aSearch({ text: 'lamp' }));
    expect(asked).toHaveLength(1);
  });

  it('shows everything that matches exactly once, whatever model serves and whatever is written meanwhile', async () => {
    const others = lamps(6).map((lamp) => ({ ...lamp, sku: asSku(`restless-${lamp.sku}`) }));
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          products: fc.integer({ min: 0, max: 25 }),
          window: fc.integer({ min: 1, max: 12 }),
          first: fc.integer({ min: 1, max: 7 }),
          seeds: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
          near: fc.uniqueArray(fc.nat(9), { maxLength: 4 }),
          mode: fc.constantFrom('NEURAL' as const, 'HYBRID' as const),
          writes: fc.boolean(),
        }),
        async ({ products, window, first, seeds, near, mode, writes }) => {
          const chairs = Array.from({ length: 10 }, (_, place) => plain({ sku: `chair-${place}`, title: 'chair' })); // prettier-ignore
          await world.replaceAll([
            ...lamps(products),
            ...chairs,
            plain({ sku: 'x', title: 'lamp' }),
          ]);
          const neighbours = near.map((place) => `chair-${place}`);
          const ranker = new ShufflingRanker(window, seeds[0], neighbours);
          const pages = await pagesOf(service(ranker, { mode }), { text: 'lamp', first }, async (page) => {
            ranker.seed = seeds[page % seeds.length] ?? 1;
            if (!writes) return;
            await world.put(others.slice(page % 3, 2 + (page % 4)));
            await world.remove([others[page % 6]?.sku ?? '']);
          }); // prettier-ignore
          const shown = pages.flatMap(skusOf);
          expect(new Set(shown).size).toBe(shown.length);
          const calm = shown.filter((sku) => !sku.startsWith('restless'));
          const expected = [...lamps(products).map(({ sku }) => sku), 'x', ...neighbours];
          expect([...calm].sort()).toEqual(expected.sort());
          const positions = pages.flatMap(({ hits }) => hits.map(({ position }) => position));
          expect(positions).toEqual(shown.map((_, place) => place + 1));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('counts neighbours in total and facets, and gives no word up for their sake', async () => {
    await world.put([
      plain({ sku: 'both', title: 'brass lamp' }),
      ...lamps(5),
      ...['a', 'b', 'c'].map((sku) => plain({ sku, title: 'brass' })),
      ...Array.from({ length: 20 }, (_, place) => plain({ sku: `chair-${place}`, brand: 'Chairs', title: 'chair' })), // prettier-ignore
    ]);
    const near = Array.from({ length: 20 }, (_, place) => `chair-${place}`);
    const brands = { field: { kind: 'brand' }, counting: { kind: 'terms', size: 3 } } as const;
    const search = service(new ShufflingRanker(100, 1, near));
    const result = await search.search(aSearch({ text: 'brass lamp', facets: [brands] }));
    expect(result.total.count).toBe(24);
    expect(result.facets[0]?.buckets).toEqual([{ label: 'Chairs', count: 20 }]);
    // Too few products hold both words, however many chairs there are.
    expect(result.interpretation.relaxation).toEqual({ droppedWords: ['lamp'], fullMatches: 1 });
    const byWords = await service(new ShufflingRanker(1), { mode: 'KEYWORD' }).search(aSearch({ text: 'brass lamp' })); // prettier-ignore
    expect(byWords.interpretation.relaxation).toEqual({ droppedWords: ['lamp'], fullMatches: 1 });
    expect(byWords.total.count).toBe(4);
  });

  it.each([1, 5, 100])('gives up words or not as search by words does, though only %i candidates are looked at', async (window) => {
    const shop = [...lamps(12), plain({ sku: 'chair', title: 'chair' })];
    await world.put(shop.map((one) => ({ ...one, title: `${one.title} brass` })));
    await world.put([plain({ sku: 'table', title: 'table' })]);
    const ranked = service(new ShufflingRanker(window, 1, ['chair', 'table']));
    const byWords = service(new ShufflingRanker(window), { mode: 'KEYWORD' });
    for (const text of ['lamp', 'lamp brass', 'brass lamp', 'lamp chair', 'chair brass'])
      for (const unavailable of ['SHOW', 'LAST'] as const) {
        const request = aSearch({ text, first: 1, unavailable });
        const expected = (await byWords.search(request)).interpretation.relaxation;
        expect((await ranked.search(request)).interpretation.relaxation).toEqual(expected);
      }
  }); // prettier-ignore

  it('notes what the ranker knew of the products shown, in the order shown', async () => {
    await world.put(lamps(12));
    const pages = await pagesOf(service(new ShufflingRanker(8)), { text: 'lamp', first: 5 });
    await log.flush();
    const kept = await world.database.reader.manager.find(ImpressionFeaturesEntity, {
      order: { sequence: 'ASC' },
    });
    expect(kept.map(({ features }) => [...textToVector(features)])).toEqual(
      pages.map(({ hits }) => hits.map(({ product }) => Math.fround(hashText(`1 ${product.sku}`)))),
    );
    expect(kept.map(({ model }) => model)).toEqual(['seed-1', 'seed-1', 'seed-1']);
  });

  it('notes nothing of that kind for a search by words', async () => {
    await world.put(lamps(3));
    const search = service(new ShufflingRanker(8), { mode: 'KEYWORD' });
    await search.search(aSearch({ text: 'lamp' }));
    await log.flush();
    expect(await world.database.reader.manager.count(ImpressionFeaturesEntity)).toBe(0);
    expect(await world.database.reader.manager.count(SearchImpressionEntity)).toBe(1);
  });

  it.each<[string, Partial<SearchRequest>]>([
    ['browses', { text: ' ' }],
    ['sorts by price', { text: 'lamp', sort: 'PRICE_ASC' }],
    ['wants words', { text: 'lamp', ranking: 'KEYWORD' }],
    ['has no words', { text: '***' }],
  ])('leaves the order to the engine for who %s', async (_, request) => {
    await world.put(lamps(3));
    const ranker = new ShufflingRanker(8);
    const result = await service(ranker).search(aSearch(request));
    expect(result.ranking).toEqual({ mode: 'KEYWORD', model: null });
    expect(ranker.pages).toBe(0);
  });

  it('keeps to the ranking of the first page, whatever the shop has set since', async () => {
    await world.put(lamps(12));
    const ranked = service(new ShufflingRanker(8));
    const byWords = service(new ShufflingRanker(8), { mode: 'KEYWORD' });
    for (const [one, other] of [
      [ranked, byWords],
      [byWords, ranked],
    ] as const) {
      // prettier-ignore
      const first = await one.search(aSearch({ text: 'lamp', first: 6 }));
      const after = first.hits.at(-1)?.cursor ?? null;
      const second = await other.search(aSearch({ text: 'lamp', first: 6, after }));
      expect(second.ranking).toEqual(first.ranking);
      expect(new Set([...skusOf(first), ...skusOf(second)]).size).toBe(12);
    }
  });

  it('goes on at the position when nobody knows what was shown', async () => {
    await world.put(lamps(30));
    const forgetful: RankingLog = {
      note: (impression) => { log.note(impression); },
      flush: () => log.flush(),
      popularQueries: (...facts) => log.popularQueries(...facts),
      shown: () => Promise.reject(new TroveError('STORAGE_UNAVAILABLE', 'The database is away.')),
    }; // prettier-ignore
    const search = service(new ShufflingRanker(10), { rankingLog: forgetful });
    // As long as a page lies within one window, pages follow each other in it.
    const pages = await pagesOf(search, { text: 'lamp', first: 4 });
    const shown = pages.flatMap(skusOf);
    expect(shown).toHaveLength(30);
    expect(new Set(shown.slice(0, 8)).size).toBe(8);
  });

  it('explains a hit of a later page by its place in the whole list', async () => {
    await world.put(lamps(12));
    const pages = await pagesOf(service(new ShufflingRanker(20)), { text: 'lamp', first: 6 });
    const explained = pages.flatMap(({ hits }) => hits.map((hit) => hit.explain()));
    const places = explained.map(({ stages }) => stages[0]?.position ?? 0);
    expect(places.slice(6).sort((a, b) => a - b)).toEqual([7, 8, 9, 10, 11, 12]);
  });

  it('counts alike when nothing is to be shown', async () => {
    await world.put([...lamps(12), plain({ sku: 'chair', title: 'chair' })]);
    const search = service(new ShufflingRanker(8, 1, ['chair']));
    const counted = await search.search(aSearch({ text: 'lamp', first: 0 }));
    expect(counted).toMatchObject({ hits: [], total: { count: 13 }, hasNextPage: true });
  });

  it('says so when the ranker was not at its best', async () => {
    await world.put(lamps(3));
    const ranker = new ShufflingRanker(8);
    const late: HitRanker = {
      window: 8,
      neighbours: () => ranker.neighbours(),
      rank: async (question: RankingQuestion) => ({
        ...(await ranker.rank(question)),
        model: null,
        degraded: true,
      }),
    };
    const result = await service(late).search(aSearch({ text: 'lamp' }));
    expect(result).toMatchObject({
      degraded: ['RERANKER'],
      ranking: { mode: 'KEYWORD', model: null },
    });
  });

  it('tells the ranker who asks and how many match', async () => {
    await world.put(lamps(12));
    const ranker = new ShufflingRanker(8);
    const questions: RankingQuestion[] = [];
    const watched: HitRanker = {
      window: 8,
      neighbours: () => ranker.neighbours(),
      rank: (question) => {
        questions.push(question);
        return ranker.rank(question);
      },
    };
    await service(watched).search(aSearch({ text: 'the lamp' }));
    expect(questions).toMatchObject([
      { total: 12, mode: 'NEURAL', shopper: null, query: { normalizedText: 'the lamp' } },
    ]);
  });
});
