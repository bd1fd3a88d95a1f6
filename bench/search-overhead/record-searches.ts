import { startGateway } from '../trove-process';
import { KeepAliveClient } from './keep-alive-client';
import { PAGE_KINDS, type PageKind } from './overhead-page';
import { RecordingProxy } from './recording-proxy';

/** One search, and all that it makes Elasticsearch do. */
export interface RecordedSearch {
  readonly graphqlBody: string;
  /** In the order in which they were sent; the last is the one that finds the hits. */
  readonly searchBodies: readonly string[];
}

export interface Shop {
  readonly dataDir: string;
  readonly elasticsearchUrl: string;
  /** The alias of the index. */
  readonly index: string;
}

/**
 * Lets a real gateway answer each query through a proxy that notes what it sends. Queries have been asked before: the gateway then remembers
 * how often words occur, as it does of all that shoppers keep asking for.
 */
export async function recordSearches(
  shop: Shop,
  queries: readonly string[],
): Promise<ReadonlyMap<PageKind, readonly RecordedSearch[]>> {
  const proxy = await RecordingProxy.before(shop.elasticsearchUrl);
  const gateway = await startGateway(shop.dataDir, {
    environment: { ELASTICSEARCH_URL: proxy.url },
  });
  const client = new KeepAliveClient();
  const pointInTime = await openPointInTime(shop);
  const recorded = new Map<PageKind, readonly RecordedSearch[]>();
  try {
    for (const kind of PAGE_KINDS) {
      const searches: RecordedSearch[] = [];
      for (const query of queries) {
        const graphqlBody = kind.bodyFor(query);
        await client.post(`${gateway.address}/graphql`, graphqlBody);
        proxy.taken();
        await client.post(`${gateway.address}/graphql`, graphqlBody);
        const searchBodies = proxy.taken().map((body) => inPointInTime(body, pointInTime));
        searches.push({ graphqlBody, searchBodies });
      }
      recorded.set(kind, searches);
    }
    return recorded;
  } finally {
    client.close();
    await gateway.stop();
    proxy.close();
  }
}

/** One of the benchmark's own, which does not expire while it measures. */
async function openPointInTime({ elasticsearchUrl, index }: Shop): Promise<string> {
  const answer = await fetch(`${elasticsearchUrl}/${index}/_pit?keep_alive=1h`, { method: 'POST' });
  return ((await answer.json()) as { id: string }).id;
}

function inPointInTime(body: string, id: string): string {
  const search = JSON.parse(body) as { pit?: object };
  return search.pit ? JSON.stringify({ ...search, pit: { ...search.pit, id } }) : body;
}
