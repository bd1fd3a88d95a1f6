import type { Config } from './config';
import type { Environment } from './read-config';

const MINUTE_MS = 60_000;

/** Variables that say the same as a configuration, for a process that should work with it: what it leaves out is empty, which counts as absent. */
export function environmentOf(config: Config): Environment {
  const told = {
    ...ofProcess(config),
    ...ofServices(config),
    ...ofRanking(config),
    ...ofLimits(config),
  };
  return Object.fromEntries(
    Object.entries(told).map(([name, value]) => [name, value === null ? '' : String(value)]),
  );
}

type Told = Readonly<Record<string, string | number | null>>;

const onOff = (value: boolean): string => (value ? 'on' : 'off');

function ofProcess(config: Config): Told {
  return {
    NODE_ENV: config.environment,
    HOST: config.host,
    PORT: config.port,
    TROVE_DATA_DIR: config.dataDir,
    LOG_LEVEL: config.logLevel,
    TROVE_ADMIN_KEY: config.adminKey,
    TROVE_EXPLORER: onOff(config.explorer),
    TROVE_CORS_ORIGINS: config.corsOrigins.join(','),
    TROVE_SEARCH_SETTINGS: config.searchSettingsFile,
    TROVE_DRAIN_TIMEOUT_MS: config.drainTimeoutMs,
    TROVE_REQUEST_DEADLINE_MS: config.requestDeadlineMs,
    TROVE_RATE_LIMIT: config.rateLimit?.requestsPerMinute ?? 0,
    TROVE_TRUST_PROXY: onOff(config.trustProxy),
    TROVE_WORKER_PORT: config.workerHealthPort,
  };
}

function ofServices({ services }: Config): Told {
  return {
    DATABASE_URL: services.databaseUrl,
    TROVE_DATABASE_POOL: services.databasePoolSize,
    TROVE_STATEMENT_TIMEOUT_MS: services.statementTimeoutMs,
    ELASTICSEARCH_URL: services.elasticsearchUrl,
    TROVE_SEARCH_INDEX: services.searchIndexName,
    TROVE_SEARCH_DEADLINE_MS: services.searchDeadlineMs,
    REDIS_URL: services.redisUrl,
    TROVE_REDIS_PREFIX: services.redisPrefix,
  };
}

function ofRanking({ ranking, recommendation, training }: Config): Told {
  return {
    TROVE_RANKING: ranking.mode.toLowerCase(),
    TROVE_RANKING_WINDOW: ranking.window,
    TROVE_RANKING_DEADLINE_MS: ranking.deadlineMs,
    TROVE_VECTOR_SHARE: ranking.vectorShare,
    TROVE_TRAINING_EVERY_MINUTES: (training.everyMs ?? 0) / MINUTE_MS,
    TROVE_FULL_TRAINING_EVERY_MINUTES: training.fullEveryMs / MINUTE_MS,
    TROVE_ATTRIBUTION_MINUTES: training.attributionMs / MINUTE_MS,
    TROVE_POSITION_BIAS: onOff(training.positionBias === 'IPW'),
    TROVE_TRAINING_DAYS: training.historyDays,
    TROVE_SHADOW_SEARCHES: training.shadowSearches,
    TROVE_JUDGMENTS: training.judgmentsFile,
    TROVE_RECOMMENDATION_SETTINGS_FILE: recommendation.settingsFile,
    TROVE_RECOMMENDATION_DEADLINE_MS: recommendation.deadlineMs,
    ...ofRecommenderTraining(training),
  };
}

function ofRecommenderTraining({ recommenders }: Config['training']): Told {
  return {
    TROVE_RECOMMENDER_TRAINING_EVERY_MINUTES: (recommenders.everyMs ?? 0) / MINUTE_MS,
    TROVE_RECOMMENDER_FULL_TRAINING_EVERY_MINUTES: recommenders.fullEveryMs / MINUTE_MS,
    TROVE_RECOMMENDER_TRAINING_DAYS: recommenders.historyDays,
    TROVE_RECOMMENDER_PARTS: recommenders.parts?.join(',') ?? null,
  };
}

function ofLimits({ limits }: Config): Told {
  return {
    TROVE_MAX_PAGE_SIZE: limits.pageSize,
    TROVE_MAX_TEXT_LENGTH: limits.textLength,
    TROVE_MAX_FACETS: limits.facets,
    TROVE_MAX_FILTER_DEPTH: limits.filterDepth,
    TROVE_MAX_FILTER_SIZE: limits.filterSize,
    TROVE_MAX_BATCH_SIZE: limits.batchSize,
    TROVE_MAX_BODY_BYTES: limits.bodyBytes,
    TROVE_MAX_QUERY_DEPTH: limits.queryDepth,
    TROVE_MAX_QUERY_COST: limits.queryCost,
    TROVE_MAX_QUERY_ALIASES: limits.queryAliases,
    TROVE_MAX_QUERY_TOKENS: limits.queryTokens,
  };
}
