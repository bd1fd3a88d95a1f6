import { runChaos } from '../../bench/chaos/run-chaos';
import { ELASTICSEARCH_START_MS } from '../../fleet/elasticsearch-server';
import { describeWithMortalServers } from './describe-chaos';

/** `npm run chaos` is the same at full size. */
describeWithMortalServers('two gateways and two workers', () => {
  it(
    'lose nothing when each of them and each of their servers is killed while they work',
    async () => {
      const kills = { gateway: 1, worker: 1, elasticsearch: 1, postgres: 1, redis: 1 };

      const report = await runChaos({ seed: 7, products: 3_000, events: 6_000, batch: 50, kills });

      expect(report.findings).toEqual([]);
      expect([...report.kills].sort()).toEqual(Object.keys(kills).sort());
      expect(report.products).toBeGreaterThan(2_900);
    },
    ELASTICSEARCH_START_MS,
  );
});
