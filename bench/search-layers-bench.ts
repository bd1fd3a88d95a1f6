import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { execute, parse, type GraphQLSchema } from 'graphql';
import { CREATE_HIT_TABLE } from '../src/adapters/keyword-sqlite/hit-table';
import { readConfig } from '../src/config/read-config';
import { percentileOf } from '../src/evaluation/statistics';
import { catalogAccess } from '../src/request/catalog-access';
import { requestLoaders } from '../src/request/request-loaders';
import type { SearchRequest } from '../src/search/search.types';
import { openTrove, type Trove } from '../src/server/composition-root';
import { graphqlSchema } from '../src/server/graphql-schema';
import { Deadline, systemStopwatch } from '../src/shared/deadline';
import type { Measurement } from './bench-report';
import { icecatFiles } from './data-sets';
import { recordEngine, type EngineWork, type RecordedStatement } from './engine-recording';
import { judgedQueries } from './judged-queries';
import { RESULT_PAGE_OPERATION, resultPageVariables } from './result-page';
import { importIcecat, startGateway, temporaryDataFolder } from './trove-process';

const WARM_UP_ROUNDS = 3;
const ROUNDS = 20;

/** One way down to the data: each layer does all that the layers below it do. */
interface Layer {
  readonly name: string;
  ask(query: string): Promise<unknown>;
}

/** The same result pages at every depth, in turns, in one run: what each layer adds. */
export async function searchLayersBench(): Promise<Measurement> {
  const queries = (await judgedQueries(icecatFiles().judgments)).map(({ text }) => text);
  const folder = temporaryDataFolder();
  await importIcecat(folder);
  const config = readConfig({ ...process.env, TROVE_DATA_DIR: folder, NODE_ENV: 'production' });
  const trove = await openTrove(config, { newId: randomUUID });
  const gateway = await startGateway(folder);
  const bare = bareSqlite(join(folder, 'trove.db'));
  try {
    const works = new Map<string, EngineWork>();
    for (const query of queries) {
      const work = () => trove.search.search(resultPageRequest(query));
      // The first search of a text also fills caches that a running server has filled.
      await work();
      works.set(query, await recordEngine(trove.keywordEngine, work));
    }
    const schema = await graphqlSchema(trove);
    const layers: Layer[] = [
      { name: 'SQLite, the engine’s statements', ask: async (query) => bare.run(works.get(query)) },
      { name: '+ keyword engine', ask: (query) => askEngine(trove, works.get(query)) },
      { name: '+ search service', ask: (query) => trove.search.search(resultPageRequest(query)) },
      { name: '+ GraphQL', ask: graphqlAsker(schema, trove, config) },
      { name: '+ HTTP', ask: httpAsker(gateway.address) },
    ];
    return table(layers, await timeInTurns(layers, queries), queries.length);
  } finally {
    bare.close();
    await gateway.stop();
    await trove.close();
  }
}

function table(
  layers: readonly Layer[],
  times: readonly (readonly number[])[],
  queries: number,
): Measurement {
  const sorted = times.map((of) => of.toSorted((a, b) => a - b));
  const medians = sorted.map((of) => percentileOf(of, 50));
  const means = times.map((of) => of.reduce((sum, time) => sum + time, 0) / of.length);
  const [bareMedian = 1] = medians;
  const whole = medians.at(-1) ?? 1;
  return {
    name: 'search-layers',
    how: `${queries} judged queries as result pages (10 hits, highlights, 3 facets), ${ROUNDS} rounds, one at a time, the layers in turns. Each layer includes those above it in the table; its share is what it adds to the median.`,
    columns: ['layer', 'p50 ms', 'p95 ms', 'mean ms', 'p50 ÷ SQLite', 'share of p50'],
    rows: layers.map(({ name }, index) => [
      name,
      (medians[index] ?? 0).toFixed(3),
      percentileOf(sorted[index] ?? [0], 95).toFixed(3),
      (means[index] ?? 0).toFixed(3),
      ((medians[index] ?? 0) / bareMedian).toFixed(2),
      `${((((medians[index] ?? 0) - (medians[index - 1] ?? 0)) / whole) * 100).toFixed(0)} %`,
    ]),
  };
}

/** By layer: one duration in milliseconds per round and query. */
async function timeInTurns(
  layers: readonly Layer[],
  queries: readonly string[],
): Promise<readonly (readonly number[])[]> {
  const times: number[][] = layers.map(() => []);
  const turn = queries.flatMap((query) => layers.map((layer, index) => ({ query, layer, index })));
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    for (const { query, layer, index } of turn) {
      const startedAt = performance.now();
      await layer.ask(query);
      if (round >= 0) times[index]?.push(performance.now() - startedAt);
    }
  }
  return times;
}

function resultPageRequest(text: string): SearchRequest {
  return {
    text,
    filter: null,
    facets: [
      { field: { kind: 'brand' }, counting: { kind: 'terms', size: 10 } },
      { field: { kind: 'price' }, counting: { kind: 'histogram', interval: 50 } },
      {
        field: { kind: 'attribute', key: 'product_colour' },
        counting: { kind: 'terms', size: 10 },
      },
    ],
    sort: 'RELEVANCE',
    unavailable: 'SHOW',
    first: 10,
    after: null,
    highlight: true,
    shopper: null,
    session: null,
  };
}

async function askEngine({ keywordEngine }: Trove, work: EngineWork | undefined): Promise<void> {
  for (const call of work?.calls ?? []) await call(keywordEngine);
}

/** SQLite alone, on a connection like the engine's. */
function bareSqlite(file: string) {
  const database = new BetterSqlite3(file, { readonly: true });
  database.pragma('temp_store = MEMORY');
  database.pragma('cache_size = -65536');
  database.prepare(CREATE_HIT_TABLE.sql).run();
  const prepared = new Map<string, BetterSqlite3.Statement>();
  const ask = ({ method, fragment: { sql, parameters } }: RecordedStatement): unknown => {
    const statement = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, statement);
    if (method === 'all') return statement.all(...parameters);
    return method === 'first' ? statement.get(...parameters) : statement.run(...parameters);
  };
  return {
    run: (work: EngineWork | undefined) => work?.statements.map(ask),
    close: () => database.close(),
  };
}

function graphqlAsker(
  schema: GraphQLSchema,
  trove: Trove,
  config: ReturnType<typeof readConfig>,
): Layer['ask'] {
  const document = parse(RESULT_PAGE_OPERATION);
  return async (query) => {
    const deadline = Deadline.after(config.requestDeadlineMs, systemStopwatch);
    const result = await execute({
      schema,
      document,
      variableValues: resultPageVariables(query),
      contextValue: {
        loaders: requestLoaders(trove.catalog, trove.recommendations, deadline),
        catalogAccess: catalogAccess(config, null),
        limits: config.limits,
      },
    });
    if (result.errors) throw result.errors[0] ?? new Error('unknown');
    return result;
  };
}

/** One connection that stays open. */
function httpAsker(address: string): Layer['ask'] {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const options = {
    agent,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  };
  return (query) =>
    new Promise((resolve, reject) => {
      const sent = request(`${address}/graphql`, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if (text.includes('"errors"')) reject(new Error(text));
          else resolve(JSON.parse(text));
        });
      });
      sent.on('error', reject);
      sent.end(
        JSON.stringify({ query: RESULT_PAGE_OPERATION, variables: resultPageVariables(query) }),
      );
    });
}
