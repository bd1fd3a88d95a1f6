import { fastElasticsearchFor } from '../../fleet/elasticsearch-server';
import { importIcecat, runTrove, temporaryDataFolder } from '../trove-process';
import type { Shop } from './record-searches';

/** The Icecat catalogue in SQLite, and on Elasticsearch in an index of its own. */
export async function openShop(): Promise<Shop> {
  const elasticsearchUrl =
    process.env['ELASTICSEARCH_URL'] ?? (await fastElasticsearchFor(process.pid)).url;
  const index = `trove-bench-${process.pid}`;
  // For every process that this one starts. Keyword order is compared: what ranking costs beyond it, `rerank-serving` tells.
  Object.assign(process.env, {
    ELASTICSEARCH_URL: elasticsearchUrl,
    TROVE_SEARCH_INDEX: index,
    TROVE_RANKING: 'keyword',
    TROVE_TRAINING_EVERY_MINUTES: '0',
  });
  const dataDir = temporaryDataFolder();
  await importIcecat(dataDir);
  await runTrove(['index', 'rebuild', '--json'], dataDir);
  // A gateway would begin with it by itself, beside what is measured.
  await runTrove(['encoder', 'embed', '--json'], dataDir);
  await fetch(`${elasticsearchUrl}/${index}/_forcemerge?max_num_segments=1`, { method: 'POST' });
  return { dataDir, elasticsearchUrl, index };
}

/** A given server may be somebody's; what was made there goes. */
export async function closeShop({ elasticsearchUrl, index }: Shop): Promise<void> {
  const found = (await (await fetch(`${elasticsearchUrl}/_alias/${index}`)).json()) as object;
  for (const name of Object.keys(found))
    await fetch(`${elasticsearchUrl}/${name}`, { method: 'DELETE' });
}
