import autocannon from 'autocannon';
import { summarizeLatency } from '../src/evaluation/statistics';
import type { Measurement } from './bench-report';
import { icecatFiles } from './data-sets';
import { judgedQueries } from './judged-queries';
import { RESULT_PAGE_OPERATION, resultPageVariables } from './result-page';
import { importIcecat, startGateway, temporaryDataFolder } from './trove-process';

const CONNECTIONS = [1, 8, 32];
const WARM_UP_SECONDS = 5;
const SECONDS = 15;

/** Load on the real gateway: the judged queries, each as a whole result page. */
export async function searchHttpBench(): Promise<Measurement> {
  const queries = await judgedQueries(icecatFiles().judgments);
  const bodies = queries.map(({ text }) =>
    JSON.stringify({ query: RESULT_PAGE_OPERATION, variables: resultPageVariables(text) }),
  );
  const folder = temporaryDataFolder();
  await importIcecat(folder);
  const gateway = await startGateway(folder);
  try {
    await load(gateway.address, bodies, { connections: 8, seconds: WARM_UP_SECONDS });
    const rows = [];
    for (const connections of CONNECTIONS)
      rows.push(await load(gateway.address, bodies, { connections, seconds: SECONDS }));
    return {
      name: 'search-http',
      how: `${queries.length} judged queries on 19,406 Icecat products over HTTP: 10 hits, highlights, facets on brand, price and colour; ${SECONDS} s each.`,
      columns: ['connections', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'failed'],
      rows,
    };
  } finally {
    await gateway.stop();
  }
}

interface Load {
  readonly connections: number;
  readonly seconds: number;
}

async function load(
  address: string,
  bodies: readonly string[],
  { connections, seconds }: Load,
): Promise<(string | number)[]> {
  const durationsMs: number[] = [];
  let wrong = 0;
  let client = 0;
  const result = await autocannon({
    url: `${address}/graphql`,
    connections,
    duration: seconds,
    // Answers with `errors` are HTTP 200 as well.
    verifyBody: (body) => {
      const fine = body?.includes('"errors"') === false;
      if (!fine) wrong += 1;
      return fine;
    },
    setupClient: (connection) => {
      connection.setRequests(requestsFrom(bodies, client++ * 7));
      connection.on('response', (_status, _bytes, durationMs) => durationsMs.push(durationMs));
    },
  });
  const { p50Ms, p95Ms, p99Ms } = summarizeLatency(durationsMs);
  return [
    connections,
    Math.round(durationsMs.length / result.duration),
    p50Ms.toFixed(2),
    p95Ms.toFixed(2),
    p99Ms.toFixed(2),
    result.errors + result.timeouts + result.non2xx + wrong,
  ];
}

/** Every connection begins elsewhere, so that they do not all ask the same at once. */
function requestsFrom(bodies: readonly string[], start: number): autocannon.Request[] {
  return bodies.map((_, index) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: bodies[(index + start) % bodies.length] ?? '',
  }));
}
