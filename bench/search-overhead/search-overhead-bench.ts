import type { Measurement } from '../bench-report';
import { icecatFiles } from '../data-sets';
import { judgedQueries } from '../judged-queries';
import { startGateway } from '../trove-process';
import { closeShop, openShop } from './icecat-on-elasticsearch';
import { medianTimes, throughputs, type Way } from './measure-ways';
import { minimalBody, startMinimalGateway } from './minimal-process';
import { PAGE_KINDS } from './overhead-page';
import { recordSearches, type RecordedSearch, type Shop } from './record-searches';

const ROUNDS = { warmUp: 10, rounds: 20 };
const TURNS = { turns: 3, seconds: 5 };

/** What a search costs beyond what Elasticsearch takes for it: the same searches straight to `_search` and through the gateway, in turns. */
export async function searchOverheadBench(): Promise<Measurement> {
  const queries = (await judgedQueries(icecatFiles().judgments)).map(({ text }) => text);
  const shop = await openShop();
  const recorded = await recordSearches(shop, queries);
  const gateway = await startGateway(shop.dataDir);
  const rows: (string | number)[][] = [];
  try {
    for (const kind of PAGE_KINDS) {
      const searches = recorded.get(kind) ?? [];
      const minimal = await startMinimalGateway(shop, searches.map(lastBody));
      const addresses = { gateway: gateway.address, minimal: minimal.address };
      const ways = waysOf(searches, { shop, facets: kind.facets, ...addresses });
      const times = await medianTimes(ways, ROUNDS);
      const rates = await throughputs(ways, TURNS);
      await minimal.stop();
      rows.push(...rowsOf(kind.name, searches, times, rates));
    }
  } finally {
    await gateway.stop();
    await closeShop(shop);
  }
  return {
    name: 'search-overhead',
    how:
      `${queries.length} judged queries on 19,406 Icecat products, 10 hits with 7 fields, over HTTP with connections kept alive; the ways in turns. ` +
      `p50: one at a time, ${ROUNDS.rounds} rounds. Throughput: 32 connections, median of ${TURNS.turns} turns of ${TURNS.seconds} s. ` +
      'Straight: the very bodies that the gateway sends; "hits only" leaves out the questions before the last, such as the strict search of a relaxed query. The minimal resolver is written by hand, without any of what Trove does.',
    columns: ['page', 'way', '_search per query', 'p50 ms', '÷ straight', 'queries/s at 32', '÷ straight'], // prettier-ignore
    rows,
  };
}

interface Addresses {
  readonly shop: Shop;
  readonly gateway: string;
  readonly minimal: string;
  readonly facets: boolean;
}

/** Straight with the last request alone, straight with all of them, through the least gateway there can be, and through Trove. */
function waysOf(
  searches: readonly RecordedSearch[],
  { shop, gateway, minimal, facets }: Addresses,
): readonly Way[] {
  const url = `${shop.elasticsearchUrl}/_search`;
  return [
    { url, steps: searches.map((search) => [lastBody(search)]) },
    { url, steps: searches.map(({ searchBodies }) => searchBodies) },
    { url: minimal, steps: searches.map((_, number) => [minimalBody(number, { facets })]) },
    { url: `${gateway}/graphql`, steps: searches.map(({ graphqlBody }) => [graphqlBody]) },
  ];
}

function lastBody({ searchBodies }: RecordedSearch): string {
  return searchBodies.at(-1) ?? '{}';
}

function rowsOf(
  page: string,
  searches: readonly RecordedSearch[],
  times: readonly number[],
  rates: readonly number[],
): (string | number)[][] {
  const bodies = searches.reduce((sum, { searchBodies }) => sum + searchBodies.length, 0);
  const perQuery = (bodies / searches.length).toFixed(2);
  const names = [
    ['straight, hits only', '1.00'],
    ['straight', perQuery],
    ['minimal Apollo resolver, hits only', '1.00'],
    ['GraphQL `search`', perQuery],
  ];
  return names.map(([name = '', requests = ''], place) => [
    page,
    name,
    requests,
    (times[place] ?? 0).toFixed(2),
    ((times[place] ?? 0) / (times[1] ?? 1)).toFixed(2),
    Math.round(rates[place] ?? 0),
    ((rates[place] ?? 0) / (rates[1] ?? 1)).toFixed(2),
  ]);
}
