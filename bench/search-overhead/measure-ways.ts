import autocannon from 'autocannon';
import { percentileOf } from '../../src/evaluation/statistics';
import { KeepAliveClient } from './keep-alive-client';

/** One way to the same hits. */
export interface Way {
  readonly url: string;
  /** For each query, the requests that it takes, one after the other. */
  readonly steps: readonly (readonly string[])[];
}

/** The median time for a query in milliseconds, for each way: the ways in turns, so that what disturbs one disturbs the others. */
export async function medianTimes(
  ways: readonly Way[],
  { warmUp, rounds }: { readonly warmUp: number; readonly rounds: number },
): Promise<readonly number[]> {
  const client = new KeepAliveClient();
  const times: number[][] = ways.map(() => []);
  const turn = (ways[0]?.steps ?? []).flatMap((_, query) =>
    ways.map(({ url, steps }, place) => ({ url, bodies: steps[query] ?? [], place })),
  );
  for (let round = -warmUp; round < rounds; round += 1)
    for (const { url, bodies, place } of turn) {
      const startedAt = performance.now();
      for (const body of bodies) await client.post(url, body);
      if (round >= 0) times[place]?.push(performance.now() - startedAt);
    }
  client.close();
  return times.map((of) =>
    percentileOf(
      of.toSorted((one, other) => one - other),
      50,
    ),
  );
}

const CONNECTIONS = 32;

/** Queries answered in a second at 32 connections, for each way: the median of several turns. */
export async function throughputs(
  ways: readonly Way[],
  { turns, seconds }: { readonly turns: number; readonly seconds: number },
): Promise<readonly number[]> {
  const rates: number[][] = ways.map(() => []);
  // The first turn warms up.
  for (let turn = 0; turn <= turns; turn += 1)
    for (const [place, way] of ways.entries()) {
      const rate = await throughput(way, seconds);
      if (turn > 0) rates[place]?.push(rate);
    }
  return rates.map((of) =>
    percentileOf(
      of.toSorted((one, other) => one - other),
      50,
    ),
  );
}

/** The median time for a query at 32 connections in milliseconds, for each way, over several turns; for ways of one request a query. */
export async function mediansUnderLoad(
  ways: readonly Way[],
  { turns, seconds }: { readonly turns: number; readonly seconds: number },
): Promise<readonly number[]> {
  const times: number[][] = ways.map(() => []);
  // The first turn warms up.
  for (let turn = 0; turn <= turns; turn += 1)
    for (const [place, way] of ways.entries()) {
      const of = turn > 0 ? times[place] : [];
      await throughput(way, seconds, (ms) => of?.push(ms));
    }
  return times.map((of) =>
    percentileOf(
      of.toSorted((one, other) => one - other),
      50,
    ),
  );
}

/** @throws Error when any request failed: a rate of failures is no rate. */
async function throughput(
  { url, steps }: Way,
  seconds: number,
  onTime: (ms: number) => void = () => undefined,
): Promise<number> {
  const bodies = steps.flat();
  let client = 0;
  let answered = 0;
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    setupClient: (connection) => {
      // Every connection begins elsewhere, so that they do not all ask the same at once.
      connection.setRequests(requestsFrom(bodies, client++ * 7));
      connection.on('response', (_status, _bytes, ms) => {
        answered += 1;
        onTime(ms);
      });
    },
  });
  const failed = result.errors + result.timeouts + result.non2xx;
  if (failed > 0) throw new Error(`${failed} requests to ${url} failed.`);
  const requestsPerQuery = bodies.length / steps.length;
  return answered / result.duration / requestsPerQuery;
}

function requestsFrom(bodies: readonly string[], start: number): autocannon.Request[] {
  return bodies.map((_, index) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: bodies[(index + start) % bodies.length] ?? '',
  }));
}
