import { resolve } from 'node:path';
import { z } from 'zod';
import { TroveError } from '../shared/errors';
import type {
  Config,
  RankingConfig,
  RecommendationConfig,
  RecommenderTrainingConfig,
  TrainingConfig,
} from './config';

const MINUTE_MS = 60_000;

const RANKING_MODES = { keyword: 'KEYWORD', hybrid: 'HYBRID', neural: 'NEURAL' } as const;

/** The environment by name, as `process.env` has it; an empty value counts as absent. */
export type Environment = Readonly<Record<string, string | undefined>>;

function wholeNumber(min: number, max: number) {
  const remedy = `Give a whole number from ${min} to ${max}`;
  const number = z.number().min(min, remedy).max(max, remedy);
  return z.string().regex(/^\d+$/, remedy).transform(Number).pipe(number);
}

const port = wholeNumber(0, 65_535);

const onOff = z.enum(['on', 'off']).transform((value) => value === 'on');

const urlOf = (...protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (value) =>
        protocols.includes(URL.canParse(value) ? new URL(value).protocol.slice(0, -1) : ''),
      `Give a URL that begins with ${protocols.map((one) => `${one}://`).join(' or ')}`,
    )
    .optional();

/** `*`, or a scheme with a host and perhaps a port: what a browser sends as `Origin`, and no path. */
const origin = z.union(
  [
    z.literal('*'),
    z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text),
  ],
  'Give origins such as https://shop.example, separated by commas, or *',
);

const originList = z
  .string()
  .transform((text) => text.split(',').map((item) => item.trim()))
  .pipe(z.array(origin));

const variables = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4000),
  TROVE_DATA_DIR: z.string().default('./data'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  TROVE_ADMIN_KEY: z.string().min(16).optional(),
  TROVE_EXPLORER: onOff.optional(),
  TROVE_CORS_ORIGINS: originList.default([]),
  TROVE_SEARCH_SETTINGS: z.string().optional(),
  TROVE_DRAIN_TIMEOUT_MS: wholeNumber(0, 600_000).default(10_000),
  TROVE_REQUEST_DEADLINE_MS: wholeNumber(100, 600_000).default(10_000),
  TROVE_RATE_LIMIT: wholeNumber(0, 1_000_000_000).default(0),
  TROVE_TRUST_PROXY: onOff.default(false),
  TROVE_WORKER_PORT: port.optional(),
  DATABASE_URL: urlOf('postgres', 'postgresql'),
  TROVE_DATABASE_POOL: wholeNumber(1, 1000).default(10),
  TROVE_STATEMENT_TIMEOUT_MS: wholeNumber(100, 3_600_000).default(30_000),
  ELASTICSEARCH_URL: urlOf('http', 'https'),
  TROVE_SEARCH_INDEX: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,99}$/, 'Small letters, digits and hyphens')
    .default('trove-products'),
  TROVE_SEARCH_DEADLINE_MS: wholeNumber(10, 60_000).default(2000),
  REDIS_URL: urlOf('redis', 'rediss'),
  TROVE_REDIS_PREFIX: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,99}$/, 'Small letters, digits and hyphens')
    .default('trove'),
  TROVE_RANKING: z.enum(['keyword', 'hybrid', 'neural']).default('neural'),
  TROVE_RANKING_WINDOW: wholeNumber(10, 500).default(100),
  TROVE_RANKING_DEADLINE_MS: wholeNumber(1, 60_000).default(200),
  TROVE_VECTOR_SHARE: z
    .string()
    .regex(/^(0(\.\d+)?|1(\.0+)?)$/, 'Give a number from 0 to 1')
    .transform(Number)
    .default(0.3),
  TROVE_RECOMMENDATION_SETTINGS_FILE: z.string().optional(),
  TROVE_RECOMMENDATION_DEADLINE_MS: wholeNumber(1, 60_000).default(300),
  TROVE_TRAINING_EVERY_MINUTES: wholeNumber(0, 525_600).default(1440),
  TROVE_FULL_TRAINING_EVERY_MINUTES: wholeNumber(1, 5_256_000).default(10_080),
  TROVE_ATTRIBUTION_MINUTES: wholeNumber(1, 44_640).default(30),
  TROVE_POSITION_BIAS: onOff.default(true),
  TROVE_TRAINING_DAYS: wholeNumber(1, 3650).default(60),
  TROVE_SHADOW_SEARCHES: wholeNumber(0, 1_000_000).default(200),
  TROVE_JUDGMENTS: z.string().optional(),
  TROVE_RECOMMENDER_TRAINING_EVERY_MINUTES: wholeNumber(0, 525_600).default(60),
  TROVE_RECOMMENDER_FULL_TRAINING_EVERY_MINUTES: wholeNumber(1, 5_256_000).default(1440),
  TROVE_RECOMMENDER_TRAINING_DAYS: wholeNumber(1, 36_500).default(730),
  TROVE_RECOMMENDER_PARTS: z
    .string()
    .regex(/^[a-z-]+(,[a-z-]+)*$/, 'Give names of recommenders, separated by commas')
    .transform((text) => text.split(','))
    .optional(),
  TROVE_MAX_PAGE_SIZE: wholeNumber(1, 1000).default(100),
  TROVE_MAX_TEXT_LENGTH: wholeNumber(10, 10_000).default(500),
  TROVE_MAX_FACETS: wholeNumber(1, 100).default(20),
  TROVE_MAX_FILTER_DEPTH: wholeNumber(1, 50).default(10),
  TROVE_MAX_FILTER_SIZE: wholeNumber(1, 10_000).default(500),
  TROVE_MAX_BATCH_SIZE: wholeNumber(1, 10_000).default(1000),
  TROVE_MAX_BODY_BYTES: wholeNumber(1024, 268_435_456).default(8_388_608),
  TROVE_MAX_QUERY_DEPTH: wholeNumber(3, 100).default(14),
  TROVE_MAX_QUERY_COST: wholeNumber(10, 10_000_000).default(20_000),
  TROVE_MAX_QUERY_ALIASES: wholeNumber(1, 1000).default(30),
  TROVE_MAX_QUERY_TOKENS: wholeNumber(50, 100_000).default(2000),
});

type Variables = z.infer<typeof variables>;

/**
 * Reads the configuration from the environment; nothing else does.
 *
 * @throws TroveError CONFIG_INVALID naming every variable that is wrong, its value and what it may be.
 */
export function readConfig(environment: Environment): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(given);
  if (!parsed.success) throw invalid(parsed.error.issues, given);
  requireSearchEngine(parsed.data);
  return Object.freeze(toConfig(parsed.data));
}

/** The embedded index lives in SQLite, beside the catalogue that it follows. */
function requireSearchEngine(read: Variables): void {
  if (read.DATABASE_URL === undefined || read.ELASTICSEARCH_URL !== undefined) return;
  throw new TroveError(
    'CONFIG_INVALID',
    'DATABASE_URL needs ELASTICSEARCH_URL beside it: the embedded search index lives in SQLite only. ' +
      'Set ELASTICSEARCH_URL, or leave DATABASE_URL out.',
    { variables: ['DATABASE_URL', 'ELASTICSEARCH_URL'] },
  );
}

function rankingOf(read: Variables): RankingConfig {
  return Object.freeze({
    mode: RANKING_MODES[read.TROVE_RANKING],
    window: read.TROVE_RANKING_WINDOW,
    deadlineMs: read.TROVE_RANKING_DEADLINE_MS,
    vectorShare: read.TROVE_VECTOR_SHARE,
  });
}

function recommendationOf(read: Variables): RecommendationConfig {
  return Object.freeze({
    settingsFile: read.TROVE_RECOMMENDATION_SETTINGS_FILE ?? null,
    deadlineMs: read.TROVE_RECOMMENDATION_DEADLINE_MS,
  });
}

function trainingOf(read: Variables): TrainingConfig {
  const every = read.TROVE_TRAINING_EVERY_MINUTES;
  return Object.freeze({
    everyMs: every === 0 ? null : every * MINUTE_MS,
    fullEveryMs: read.TROVE_FULL_TRAINING_EVERY_MINUTES * MINUTE_MS,
    attributionMs: read.TROVE_ATTRIBUTION_MINUTES * MINUTE_MS,
    positionBias: read.TROVE_POSITION_BIAS ? ('IPW' as const) : ('NONE' as const),
    historyDays: read.TROVE_TRAINING_DAYS,
    shadowSearches: read.TROVE_SHADOW_SEARCHES,
    judgmentsFile: read.TROVE_JUDGMENTS ?? null,
    recommenders: recommenderTrainingOf(read),
  });
}

function recommenderTrainingOf(read: Variables): RecommenderTrainingConfig {
  const every = read.TROVE_RECOMMENDER_TRAINING_EVERY_MINUTES;
  return Object.freeze({
    everyMs: every === 0 ? null : every * MINUTE_MS,
    fullEveryMs: read.TROVE_RECOMMENDER_FULL_TRAINING_EVERY_MINUTES * MINUTE_MS,
    historyDays: read.TROVE_RECOMMENDER_TRAINING_DAYS,
    parts: read.TROVE_RECOMMENDER_PARTS ?? null,
  });
}

function toConfig(read: Variables): Config {
  return {
    environment: read.NODE_ENV,
    host: read.HOST,
    port: read.PORT,
    dataDir: resolve(read.TROVE_DATA_DIR),
    logLevel: read.LOG_LEVEL,
    adminKey: read.TROVE_ADMIN_KEY ?? null,
    explorer: read.TROVE_EXPLORER ?? read.NODE_ENV !== 'production',
    corsOrigins: Object.freeze(read.TROVE_CORS_ORIGINS),
    searchSettingsFile: read.TROVE_SEARCH_SETTINGS ?? null,
    drainTimeoutMs: read.TROVE_DRAIN_TIMEOUT_MS,
    requestDeadlineMs: read.TROVE_REQUEST_DEADLINE_MS,
    rateLimit: rateLimitOf(read),
    trustProxy: read.TROVE_TRUST_PROXY,
    workerHealthPort: read.TROVE_WORKER_PORT ?? null,
    services: Object.freeze({
      databaseUrl: read.DATABASE_URL ?? null,
      elasticsearchUrl: read.ELASTICSEARCH_URL ?? null,
      searchIndexName: read.TROVE_SEARCH_INDEX,
      redisUrl: read.REDIS_URL ?? null,
      redisPrefix: read.TROVE_REDIS_PREFIX,
      databasePoolSize: read.TROVE_DATABASE_POOL,
      statementTimeoutMs: read.TROVE_STATEMENT_TIMEOUT_MS,
      searchDeadlineMs: read.TROVE_SEARCH_DEADLINE_MS,
    }),
    ranking: rankingOf(read),
    training: trainingOf(read),
    recommendation: recommendationOf(read),
    limits: Object.freeze({
      pageSize: read.TROVE_MAX_PAGE_SIZE,
      textLength: read.TROVE_MAX_TEXT_LENGTH,
      facets: read.TROVE_MAX_FACETS,
      filterDepth: read.TROVE_MAX_FILTER_DEPTH,
      filterSize: read.TROVE_MAX_FILTER_SIZE,
      batchSize: read.TROVE_MAX_BATCH_SIZE,
      bodyBytes: read.TROVE_MAX_BODY_BYTES,
      queryDepth: read.TROVE_MAX_QUERY_DEPTH,
      queryCost: read.TROVE_MAX_QUERY_COST,
      queryAliases: read.TROVE_MAX_QUERY_ALIASES,
      queryTokens: read.TROVE_MAX_QUERY_TOKENS,
    }),
  };
}

/** 0 is no limit. */
function rateLimitOf({ TROVE_RATE_LIMIT: requestsPerMinute }: Variables): Config['rateLimit'] {
  return requestsPerMinute === 0 ? null : Object.freeze({ requestsPerMinute });
}

/** Names whose values a message must not repeat. */
const SECRET = /KEY|SECRET|PASSWORD|TOKEN|_URL$/;

function invalid(issues: readonly z.core.$ZodIssue[], given: Environment): TroveError {
  const lines = issues.map((issue) => {
    const name = String(issue.path[0]);
    const value = SECRET.test(name) ? 'a value that is not shown' : JSON.stringify(given[name]);
    return `${name}: got ${value}. ${issue.message}.`;
  });
  return new TroveError('CONFIG_INVALID', `The configuration is wrong.\n${lines.join('\n')}`, {
    variables: issues.map((issue) => String(issue.path[0])),
  });
}
