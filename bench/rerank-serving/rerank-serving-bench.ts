import { readConfig } from '../../src/config/read-config';
import type { RankingMode } from '../../src/search/ranking-mode.types';
import type { SearchRequest } from '../../src/search/search.types';
import { openTrove } from '../../src/server/composition-root';
import type { Measurement } from '../bench-report';
import { icecatFiles } from '../data-sets';
import { judgedQueries } from '../judged-queries';
import { RESULT_PAGE_OPERATION, resultPageVariables } from '../result-page';
import { medianTimes, mediansUnderLoad, type Way } from '../search-overhead/measure-ways';
import { startGateway, type GatewayProcess } from '../trove-process';
import { CALM, preparedShop } from './prepared-shop';
import { swapUnderLoad } from './swap-under-load';

const AT_ONCE = 64;
const MODES: readonly RankingMode[] = ['KEYWORD', 'NEURAL'];

/** What a model costs a search, how many searches share a forward pass, and what a change of models does to those under way. */
export async function rerankServingBench(): Promise<Measurement> {
  const queries = await judgedQueries(icecatFiles().judgments);
  const texts = queries.map(({ text }) => text);
  const dataDir = await preparedShop();
  const [alone = [], loaded = []] = await latencies(dataDir, texts);
  const passes = await passesPerSearch(dataDir, texts);
  const swap = await swapUnderLoad(dataDir, texts);
  return {
    name: 'rerank-serving',
    how:
      `${texts.length} judged queries on 19,406 Icecat products, ranked by a model of 48 hidden units over all features and the vectors of the encoder ` +
      'that the catalogue taught. No search falls back for lack of time. Latency: whole result pages over HTTP (10 hits, highlights, three facets), two gateways in turns. Passes: ' +
      `${AT_ONCE} searches at once in one process, 100 candidates each. Swaps: 100 searches a second while the champion changes twice a second.`,
    columns: ['what', 'figure', 'goal'],
    rows: [
      ...rowsOf('1 connection', alone, 1.5),
      ...rowsOf('32 connections', loaded, 2),
      [`forward passes ÷ ${AT_ONCE} searches at once`, passes.toFixed(3), '≤ 0.1'],
      ['swaps under load: searches answered', swap.answered, ''],
      ['swaps under load: swaps, models seen', `${swap.swaps}, ${swap.models}`, ''],
      ['swaps under load: failed', swap.failed, '0'],
      ['swaps under load: of mixed versions', swap.mixed, '0'],
      ['swaps under load: in keyword order', swap.late, ''],
    ],
  };
}

function rowsOf(at: string, [words = NaN, neural = NaN]: readonly number[], most: number) {
  return [
    [`KEYWORD, ${at}, p50 ms`, words.toFixed(2), ''],
    [`NEURAL, ${at}, p50 ms`, neural.toFixed(2), ''],
    [`NEURAL ÷ KEYWORD, ${at}`, (neural / words).toFixed(2), `≤ ${most}`],
  ];
}

/** Medians by mode, alone and under load. */
async function latencies(
  dataDir: string,
  texts: readonly string[],
): Promise<readonly (readonly number[])[]> {
  const gateways: GatewayProcess[] = [];
  try {
    for (const mode of MODES) {
      const environment = { TROVE_RANKING: mode.toLowerCase(), ...CALM };
      gateways.push(await startGateway(dataDir, { environment }));
    }
    const steps = texts.map((text) => [
      JSON.stringify({ query: RESULT_PAGE_OPERATION, variables: resultPageVariables(text) }),
    ]);
    const ways: Way[] = gateways.map(({ address }) => ({ url: `${address}/graphql`, steps }));
    const alone = await medianTimes(ways, { warmUp: 3, rounds: 6 });
    return [alone, await mediansUnderLoad(ways, { turns: 2, seconds: 5 })];
  } finally {
    for (const gateway of gateways) await gateway.stop();
  }
}

/** Forward passes of searches that come at once, per search; the median of a few rounds. */
async function passesPerSearch(dataDir: string, texts: readonly string[]): Promise<number> {
  const trove = await openTrove(readConfig({ TROVE_DATA_DIR: dataDir, ...CALM }));
  try {
    await trove.semantics.spaces.lookAgain();
    const shares: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const before = trove.rankingStatus().champion?.activity.forwardPasses ?? NaN;
      await Promise.all(
        Array.from({ length: AT_ONCE }, (_, place) =>
          trove.search.search(request(texts[(round * AT_ONCE + place) % texts.length] ?? '')),
        ),
      );
      const after = trove.rankingStatus().champion?.activity.forwardPasses ?? NaN;
      shares.push((after - before) / AT_ONCE);
    }
    return shares.sort((a, b) => a - b)[2] ?? NaN;
  } finally {
    await trove.close();
  }
}

function request(text: string): SearchRequest {
  return {
    text,
    filter: null,
    facets: [],
    sort: 'RELEVANCE',
    unavailable: 'SHOW',
    first: 10,
    after: null,
    highlight: false,
    shopper: null,
    session: null,
  };
}
