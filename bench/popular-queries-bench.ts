import { Client } from 'pg';
import { RedisCache } from '../src/adapters/cache-redis/redis-cache';
import { Database } from '../src/adapters/storage-typeorm/database';
import { TypeOrmRankingLog } from '../src/adapters/storage-typeorm/typeorm-ranking-log';
import { PostgresProcess } from '../fleet/postgres-server';
import { RedisProcess } from '../fleet/redis-server';
import type { RankingLog } from '../src/search/ranking-log.port';
import { sharingPopularQueries } from '../src/search/suggest/sharing-popular-queries';
import { summarizeLatency } from '../src/evaluation/statistics';
import type { Measurement } from './bench-report';

const QUERIES = 300_000;
const BEGINNINGS = ['', 'c', 'ca', 'cab'];
/** Questions one after the other. */
const TIMES = 40;
/** Questions under way at a time, for so many milliseconds. */
const IN_FLIGHT = 16;
const LOAD_MS = 2000;

/** How long it takes to find what is typed most, in PostgreSQL and shared on Redis. */
export async function popularQueriesBench(): Promise<Measurement> {
  const postgres = await PostgresProcess.open();
  const redis = await RedisProcess.open();
  const database = await Database.open({
    kind: 'postgres',
    url: postgres.url,
    poolSize: 10,
    statementTimeoutMs: 30_000,
  });
  const cache = new RedisCache({ url: redis.url, prefix: 'bench' });
  try {
    await fill(postgres.url);
    const log = new TypeOrmRankingLog(database);
    const shared = sharingPopularQueries(log, cache);
    const rows = [];
    for (const beginning of BEGINNINGS) {
      const [alone, together] = [await ask(log, beginning), await ask(shared, beginning)];
      rows.push([`"${beginning}"`, ...alone, ...together]);
    }
    return {
      name: 'popular-queries',
      how: `The 10 most typed of ${QUERIES} queries by their beginning, as \`suggest\` asks for them: in PostgreSQL, and shared on Redis for 30 s; one at a time, then ${IN_FLIGHT} at a time about the same beginning, of which the shared way looks once for all.`,
      columns: ['beginning', 'PostgreSQL p50 ms', 'questions/s', 'shared p50 ms', 'questions/s'],
      rows,
    };
  } finally {
    await cache.close();
    await database.close();
    await redis.stop();
    await postgres.stop();
  }
}

/** First letters as uneven as those of words; how often each was typed falls off as one over its rank. */
async function fill(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    `INSERT INTO search_query (normalized_text, text, searches, last_total, last_searched_at)
     SELECT text, text, GREATEST(1, 1000000 / rank), 1, 1 FROM (
       SELECT rank, chr(97 + (26 * power(rank % 1009 / 1009.0, 1.5))::int % 26) || translate(md5(rank::text), '0123456789', 'ghijklmnop') AS text
       FROM generate_series(1, ${QUERIES}) rank) typed`,
  );
  await client.query('ANALYZE search_query');
  await client.end();
}

async function ask(log: RankingLog, beginning: string): Promise<readonly [string, number]> {
  const question = () => log.popularQueries(beginning, 3, 10);
  await question();
  const durationsMs: number[] = [];
  for (let times = 0; times < TIMES; times += 1) {
    const begun = performance.now();
    await question();
    durationsMs.push(performance.now() - begun);
  }
  return [summarizeLatency(durationsMs).p50Ms.toFixed(2), await questionsPerSecond(question)];
}

async function questionsPerSecond(question: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  let answered = 0;
  const askOn = async () => {
    while (performance.now() - begun < LOAD_MS) {
      await question();
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, askOn));
  return Math.round((answered / (performance.now() - begun)) * 1000);
}
