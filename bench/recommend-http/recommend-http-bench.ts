import autocannon from 'autocannon';
import { summarizeLatency } from '../../src/evaluation/statistics';
import { SeededRandom } from '../../src/shared/seeded-random';
import type { Measurement } from '../bench-report';
import { runTrove, startGateway, temporaryDataFolder } from '../trove-process';
import { writeBeautyShop, type BeautyShop } from './beauty-shop';

const CONNECTIONS = [1, 8, 32];
const WARM_UP_SECONDS = 8;
const SECONDS = 12;

/** Different requests per load: shoppers drawn at random. */
const REQUESTS = 3000;

const OPERATION = `query ($input: RecommendationsInput!) {
  recommendations(input: $input, first: 10) {
    recommendationId
    edges { node { score strategy product { sku title price { amount currency } } reason { kind } } }
  }
}`;

const RECORD = `mutation ($input: RecordEventsInput!) { recordEvents(input: $input) { recorded } }`;

type Body = string;

/** Load on the real gateway with a trained model: `FOR_YOU` with ten products for shoppers of Amazon Beauty, alone and among events. */
export async function recommendHttpBench(): Promise<Measurement> {
  const folder = temporaryDataFolder();
  const shop = await writeBeautyShop(folder, Date.now());
  await runTrove(['import', 'products', shop.products, '--json'], folder);
  await runTrove(['import', 'events', shop.events, '--json'], folder);
  const training = await runTrove(['train', 'recommender', '--json'], folder);
  const nodeArguments = process.argv.includes('--profile') ? ['--cpu-prof', '--cpu-prof-dir=/tmp/trove-profile'] : []; // prettier-ignore
  const gateway = await startGateway(folder, { nodeArguments });
  const lists = listBodies(shop);
  const among = { lists, shop };
  try {
    await load(gateway.address, { lists }, { connections: 8, seconds: WARM_UP_SECONDS });
    const rows = [];
    for (const connections of CONNECTIONS)
      rows.push(['lists', ...(await load(gateway.address, { lists }, { connections, seconds: SECONDS }))]); // prettier-ignore
    rows.push(['every sixth an event', ...(await load(gateway.address, among, { connections: 8, seconds: SECONDS }))]); // prettier-ignore
    return {
      name: 'recommend-http',
      how: `FOR_YOU, 10 products with price and reason, for shoppers of Amazon Beauty (12,101 products, 198,502 events) over HTTP; ${String(SECONDS)} s each; trained in ${training.seconds.toFixed(0)} s, ${training.peakRssMib.toFixed(0)} MiB.`,
      columns: ['load', 'connections', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'failed'],
      rows,
    };
  } finally {
    await gateway.stop();
  }
}

function listBodies({ shoppers }: BeautyShop): readonly Body[] {
  const random = new SeededRandom(2);
  return Array.from({ length: REQUESTS }, () =>
    JSON.stringify({
      query: OPERATION,
      variables: { input: { placement: 'FOR_YOU', shopperId: random.pick(shoppers) } },
    }),
  );
}

function eventBody({ shoppers, skus }: BeautyShop, number: number): Body {
  const random = new SeededRandom(number);
  const event = {
    eventId: `load-${String(process.pid)}-${String(number)}`,
    kind: 'VIEW',
    sku: random.pick(skus),
    shopperId: random.pick(shoppers),
  };
  return JSON.stringify({ query: RECORD, variables: { input: { events: [event] } } });
}

/** Lists, and among them events of the shop when it is given. */
interface Traffic {
  readonly lists: readonly Body[];
  readonly shop?: BeautyShop;
}

const LISTS_PER_EVENT = 5;

interface Load {
  readonly connections: number;
  readonly seconds: number;
}

async function load(
  address: string,
  { lists, shop }: Traffic,
  { connections, seconds }: Load,
): Promise<(string | number)[]> {
  const durationsMs: number[] = [];
  let wrong = 0;
  let client = 0;
  const result = await autocannon({
    url: `${address}/graphql`,
    connections,
    duration: seconds,
    // Answers with `errors` are HTTP 200 as well, and a list of nothing is none.
    verifyBody: (body) => {
      const fine = body?.includes('"errors"') === false && !body.includes('"edges":[]');
      if (!fine) wrong += 1;
      return fine;
    },
    setupClient: (connection) => {
      connection.setRequests(
        requestsFrom(lists, client++ * 97).flatMap((request, place) =>
          shop && place % LISTS_PER_EVENT === 0
            ? [eventRequest(request, shop), request]
            : [request],
        ),
      );
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

let events = 0;

/** Another event each time. */
function eventRequest(request: autocannon.Request, shop: BeautyShop): autocannon.Request {
  return {
    ...request,
    setupRequest: (asked) => ({ ...asked, body: eventBody(shop, (events += 1)) }),
  };
}

/** Every connection begins elsewhere, so that they do not all ask the same at once. */
function requestsFrom(bodies: readonly Body[], start: number): autocannon.Request[] {
  return bodies.map((_, index) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: bodies[(index + start) % bodies.length] ?? '',
  }));
}
