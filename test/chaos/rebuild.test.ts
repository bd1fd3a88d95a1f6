import { runRebuild } from '../../bench/chaos/run-rebuild';
import { ELASTICSEARCH_START_MS } from '../../fleet/elasticsearch-server';
import { describeWithMortalServers } from './describe-chaos';

/** `npm run chaos -- rebuild` is the same at full size and full speed. */
describeWithMortalServers('the index', () => {
  it(
    'is rebuilt while products change and shoppers search, who notice nothing',
    async () => {
      const report = await runRebuild({
        seed: 7,
        products: 2_000,
        writesPerSecond: 40,
        productsPerMutation: 2,
        searchesPerSecond: 15,
        rebuilds: 2,
        isPatient: true,
        readableWithinSeconds: 60,
      });

      expect(report.findings).toEqual([]);
      expect(report.failedSearches).toBe(0);
      expect(report.hits).toBeGreaterThan(0);
    },
    ELASTICSEARCH_START_MS,
  );
});
