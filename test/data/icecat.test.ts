import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgedQueries } from '../../bench/judged-queries';
import { plainFts5 } from '../../bench/plain-fts5';
import { openRows } from '../../src/adapters/row-readers/open-rows';
import { mappedDrafts } from '../../src/catalog/apply-mapping';
import { parseFieldMapping } from '../../src/catalog/field-mapping';
import { importProducts, type ImportSummary } from '../../src/catalog/import-products';
import { readConfig } from '../../src/config/read-config';
import { corruptQuery } from '../../src/evaluation/corrupt-query';
import type { JudgedQuery } from '../../src/evaluation/judgments';
import { runSearches, type RankProducts } from '../../src/evaluation/search-run';
import { meanOf } from '../../src/evaluation/statistics';
import type { FacetResult } from '../../src/search/facet.types';
import type { SearchRequest } from '../../src/search/search.types';
import { openTrove, type Trove } from '../../src/server/composition-root';
import { asSku } from '../../src/shared/ids';
import { describeWithIcecat } from '../support/icecat';

const MAPPING = join(__dirname, '..', '..', 'docs', 'examples', 'icecat-mapping.json');

/** One seed is one draw of 70 mistakes; the mean over several says more about the tolerance than about the draw. */
const TYPO_SEEDS = [1, 2, 3, 4, 5];

describeWithIcecat('Trove on the Icecat catalogue', ({ products, judgments }) => {
  const folder = mkdtempSync(join(tmpdir(), 'trove-icecat-'));
  let trove: Trove;
  let summary: ImportSummary;
  let queries: readonly JudgedQuery[];

  beforeAll(async () => {
    const environment = { NODE_ENV: 'test', TROVE_DATA_DIR: folder };
    trove = await openTrove(readConfig(environment), { notesSearches: false });
    queries = await judgedQueries(judgments);
    summary = await importProducts(trove.catalog, {
      source: await openRows({ location: products, format: null, delimiter: null }),
      toDraft: mappedDrafts(parseFieldMapping(readFileSync(MAPPING, 'utf8'), MAPPING)),
      replace: false,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onRejected: async () => undefined,
    });
  }, 180_000);

  afterAll(async () => {
    await trove.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function facetsOf(request: Partial<SearchRequest>): Promise<readonly FacetResult[]> {
    const { facets } = await trove.search.search({ ...BROWSE, ...request });
    return facets;
  }

  const rank: RankProducts = async (text, limit) => {
    const { hits, total } = await trove.search.search({ ...BROWSE, text, first: limit });
    return { productIds: hits.map((hit) => hit.product.sku), total: total.count };
  };

  async function meanNdcg(by: RankProducts, ask: (query: string) => string): Promise<number> {
    const outcomes = await runSearches({ queries, k: 10, ask, now: () => 0 }, by);
    return meanOf(outcomes.map((outcome) => outcome.ndcg));
  }

  it('imports every product through the mapping file', async () => {
    expect(summary).toMatchObject({ rows: 19_406, created: 19_406, rejected: 0, failure: null });
    expect(await trove.catalog.count()).toBe(19_406);
  });

  it('keeps what a row says', async () => {
    const found = await trove.catalog.findBySkus([asSku('2101957')]);
    expect(found.get(asSku('2101957'))).toMatchObject({
      brand: 'HP',
      identifiers: ['dv7-1211ea', '0884420588030'],
      price: { amount: 109.95, currency: 'USD' },
      attributes: {
        product_colour: { kind: 'text', value: 'Silver' },
        display_diagonal: { kind: 'number', value: 17 },
        touchscreen: { kind: 'boolean', value: false },
      },
    });
  });

  it('counts facets over attributes exactly as the file has them', async () => {
    const expected = await countInFile(products, ['attr_t_product_colour', 'attr_b_touchscreen']);
    const [colour, touchscreen] = await facetsOf({
      facets: [
        {
          field: { kind: 'attribute', key: 'product_colour' },
          counting: { kind: 'terms', size: 5 },
        },
        { field: { kind: 'attribute', key: 'touchscreen' }, counting: { kind: 'terms', size: 5 } },
      ],
    });
    for (const [facet, counts] of [
      [colour, expected.get('attr_t_product_colour')],
      [touchscreen, expected.get('attr_b_touchscreen')],
    ] as const) {
      expect(facet?.distinctValues).toBe(counts?.size);
      expect(facet?.buckets.length).toBeGreaterThan(1);
      for (const bucket of facet?.buckets ?? [])
        expect(bucket.count).toBe(counts?.get(bucket.label));
    }
  });

  it('answers the judged queries with nDCG@10 of at least .63, and no worse than plain FTS5', async () => {
    const asked = (query: string) => query;
    const own = await meanNdcg(rank, asked);
    const plain = await meanNdcg(await plainFts5(products), asked);
    expect(own).toBeGreaterThanOrEqual(0.63);
    expect(own).toBeGreaterThanOrEqual(plain);
  });

  it('loses less than 20 % of it to one typing mistake per query', async () => {
    const clean = await meanNdcg(rank, (query) => query);
    const mistyped = [];
    for (const seed of TYPO_SEEDS)
      mistyped.push(await meanNdcg(rank, (query) => corruptQuery(query, seed)));
    expect(1 - meanOf(mistyped) / clean).toBeLessThan(0.2);
  });
});

const BROWSE: SearchRequest = {
  text: '',
  filter: null,
  facets: [],
  sort: 'RELEVANCE',
  unavailable: 'SHOW',
  first: 0,
  after: null,
  highlight: false,
  shopper: null,
  session: null,
};

/** How many rows of the file have each value in each column, counted without Trove. */
async function countInFile(
  file: string,
  columns: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const counts = new Map(columns.map((column) => [column, new Map<string, number>()]));
  const { rows } = await openRows({ location: file, format: null, delimiter: null });
  for await (const { values } of rows) {
    for (const [column, ofColumn] of counts) {
      const value = values?.[column];
      const label = typeof value === 'string' ? value.trim() : JSON.stringify(value ?? null);
      if (label !== 'null' && label !== '') ofColumn.set(label, (ofColumn.get(label) ?? 0) + 1);
    }
  }
  return counts;
}
