import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgedQueries } from '../../bench/judged-queries';
import { openRows } from '../../src/adapters/row-readers/open-rows';
import { mappedDrafts } from '../../src/catalog/apply-mapping';
import { parseFieldMapping } from '../../src/catalog/field-mapping';
import { importProducts } from '../../src/catalog/import-products';
import { readConfig } from '../../src/config/read-config';
import { runSearches, type RankProducts } from '../../src/evaluation/search-run';
import { meanOf } from '../../src/evaluation/statistics';
import { openTrove, type Trove } from '../../src/server/composition-root';
import { aSearch } from '../support/a-search';
import {
  describeElasticsearch,
  ELASTICSEARCH_START_MS,
  elasticsearchUrl,
} from '../support/elasticsearch';
import { describeWithIcecat } from '../support/icecat';

const MAPPING = join(__dirname, '..', '..', 'docs', 'examples', 'icecat-mapping.json');

describeElasticsearch('with Elasticsearch', () => {
  describeWithIcecat('Trove on the Icecat catalogue', ({ products, judgments }) => {
    const folder = mkdtempSync(join(tmpdir(), 'trove-icecat-'));
    let trove: Trove;
    let url: string;

    beforeAll(async () => {
      url = await elasticsearchUrl();
      const environment = {
        NODE_ENV: 'test',
        TROVE_DATA_DIR: folder,
        ELASTICSEARCH_URL: url,
        TROVE_SEARCH_INDEX: `test-icecat-${String(Date.now())}`,
      };
      trove = await openTrove(readConfig(environment), { notesSearches: false });
      await importProducts(trove.catalog, {
        source: await openRows({ location: products, format: null, delimiter: null }),
        toDraft: mappedDrafts(parseFieldMapping(readFileSync(MAPPING, 'utf8'), MAPPING)),
        replace: false,
        signal: new AbortController().signal,
        onProgress: () => undefined,
        onRejected: async () => undefined,
      });
      await trove.indexing?.rebuilder.rebuild();
    }, ELASTICSEARCH_START_MS);

    afterAll(async () => {
      const indexes = (await trove.indexing?.searchIndex.all()) ?? [];
      for (const index of indexes) await fetch(`${url}/${index}`, { method: 'DELETE' });
      await trove.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it('answers the judged queries with nDCG@10 of at least .66, all of them on Elasticsearch', async () => {
      let fromSpare = 0;
      const rank: RankProducts = async (text, limit) => {
        const { hits, total, degraded } = await trove.search.search(
          aSearch({ text, first: limit }),
        );
        fromSpare += degraded.length;
        return { productIds: hits.map((hit) => hit.product.sku), total: total.count };
      };
      const queries = await judgedQueries(judgments);
      const asked = { queries, k: 10, ask: (query: string) => query, now: () => 0 };
      const outcomes = await runSearches(asked, rank);
      expect(outcomes).toHaveLength(74);
      expect(fromSpare).toBe(0);
      expect(meanOf(outcomes.map((outcome) => outcome.ndcg))).toBeGreaterThanOrEqual(0.66);
    });
  });
});
