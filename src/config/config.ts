/** Everything that can be set about a process, read once at its start and frozen. */
export interface Config {
  readonly environment: 'development' | 'production' | 'test';
  /** Address to listen on. Default 127.0.0.1: only this machine. */
  readonly host: string;
  /** TCP port; 0 takes any free one. Default 4000. */
  readonly port: number;
  /** Folder of the database and all other data. Default ./data. */
  readonly dataDir: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Key that callers must present to change the catalogue; null lets everybody in, which production refuses. */
  readonly adminKey: string | null;
  /** Serves introspection and GraphiQL. Default: on, except in production. */
  readonly explorer: boolean;
  /** Origins whose web pages may call the gateway, such as `https://shop.example`; `*` is any. Default: none but its own. */
  readonly corsOrigins: readonly string[];
  /** JSON file with synonyms, stop words and field weights; null uses the built-in ones. */
  readonly searchSettingsFile: string | null;
  readonly services: Services;
  readonly ranking: RankingConfig;
  readonly training: TrainingConfig;
  readonly recommendation: RecommendationConfig;
  readonly limits: RequestLimits;
  /** Longest wait for requests in flight when stopping, in milliseconds. Default 10000. */
  readonly drainTimeoutMs: number;
  /** What one request may take in all, in milliseconds; every part that works on it is told what is left. Default 10000. */
  readonly requestDeadlineMs: number;
  /** How often one client may ask; null as often as it likes. */
  readonly rateLimit: RateLimit | null;
  /** Believes the last address in `X-Forwarded-For`: only behind a proxy that puts it there. Default off. */
  readonly trustProxy: boolean;
  /** Port on which a worker tells its health; null tells it nobody. Default null. */
  readonly workerHealthPort: number | null;
}

/** How searches by words are put in order. */
export interface RankingConfig {
  /** The shop's own mode. Default NEURAL, which is keyword order until a model has been promoted, and learns from it. */
  readonly mode: 'KEYWORD' | 'HYBRID' | 'NEURAL';
  /** Candidates from which a page is chosen. Default 100. */
  readonly window: number;
  /** How long features and model may take within one search, in milliseconds; then keyword order stands. Default 200. */
  readonly deadlineMs: number;
  /** Share of vectors in HYBRID, 0 to 1. Default 0.3. */
  readonly vectorShare: number;
}

/** How products are recommended. */
export interface RecommendationConfig {
  /** JSON file with the rules of the shop; null has none. */
  readonly settingsFile: string | null;
  /** How long the parts of one list may take together, in milliseconds; the list does without those that are late. Default 300. */
  readonly deadlineMs: number;
}

/** When and from what models are trained. */
export interface TrainingConfig {
  /** Pause between scheduled fine-tunings, in milliseconds; null never trains by itself. Default a day. */
  readonly everyMs: number | null;
  /** Pause between trainings from nothing, in milliseconds. Default a week. */
  readonly fullEveryMs: number;
  /** How long after a page was shown its events still count for it, in milliseconds. Default 30 minutes. */
  readonly attributionMs: number;
  /** `IPW` weighs clicks by how unlikely the look was; `NONE` learns from them as they are. Default IPW. */
  readonly positionBias: 'IPW' | 'NONE';
  /** Days of feedback that are learnt from. Default 60. */
  readonly historyDays: number;
  /** Searches that a challenger scores unseen before it may serve; 0 lets it serve at once. Default 200. */
  readonly shadowSearches: number;
  /** Judgments that no challenger may get worse on, as CSV (query,product_id,grade); null for none. */
  readonly judgmentsFile: string | null;
  readonly recommenders: RecommenderTrainingConfig;
}

/** When and from what recommenders are trained. */
export interface RecommenderTrainingConfig {
  /** Pause between two countings, in milliseconds: what is counted is counted anew, what is trained stays. Null never does by itself. Default an hour. */
  readonly everyMs: number | null;
  /** Pause between trainings from nothing, in milliseconds. Default a day. */
  readonly fullEveryMs: number;
  /** Days of what shoppers did that are learnt from. Default 730. */
  readonly historyDays: number;
  /** Names of the parts that say what comes next; null chooses by what computes here. */
  readonly parts: readonly string[] | null;
}

/** A client is an address, or whoever holds the key. */
export interface RateLimit {
  /** GraphQL requests that one client may send in a minute, which begins with its first. At least 1. */
  readonly requestsPerMinute: number;
}

/** Servers that Trove works with; without any it needs nothing but its data folder. */
export interface Services {
  /** PostgreSQL; null keeps everything in SQLite in the data folder. May hold a password: never show it. */
  readonly databaseUrl: string | null;
  /** Elasticsearch; null searches in SQLite. May hold a password: never show it. */
  readonly elasticsearchUrl: string | null;
  /** Begins the names of the indexes on Elasticsearch: two shops on one cluster need two. Default trove-products. */
  readonly searchIndexName: string;
  /** Redis for jobs, rate limits and notices; null keeps them in this process. May hold a password: never show it. */
  readonly redisUrl: string | null;
  /** Begins the names of all that is kept on Redis: two shops on one server need two. Default trove. */
  readonly redisPrefix: string;
  /** Connections to PostgreSQL that one process holds at most. Default 10. */
  readonly databasePoolSize: number;
  /** Longest time PostgreSQL may work on one statement, in milliseconds. Default 30000. */
  readonly statementTimeoutMs: number;
  /** Longest wait for one answer of Elasticsearch, in milliseconds. Default 2000. */
  readonly searchDeadlineMs: number;
}

/** What one request may ask for. Beyond it the answer is a coded error that names the limit. */
export interface RequestLimits {
  /** Hits or products per page. Default 100. */
  readonly pageSize: number;
  /** Characters of a search text. Default 500. */
  readonly textLength: number;
  /** Facets in one search. Default 20. */
  readonly facets: number;
  /** Nesting of a filter. Default 10. */
  readonly filterDepth: number;
  /** Conditions and values in a filter, all levels together. Default 500. */
  readonly filterSize: number;
  /** Events or products in one mutation. Default 1000. */
  readonly batchSize: number;
  /** Size of a request body in bytes. Default 8 MiB. */
  readonly bodyBytes: number;
  /** Nesting of a GraphQL document. Default 14. */
  readonly queryDepth: number;
  /** Cost of a GraphQL document: one per field, times the page size below a connection. Default 20000. */
  readonly queryCost: number;
  /** Aliases in a GraphQL document. Default 30. */
  readonly queryAliases: number;
  /** Lexical tokens of a GraphQL document. Default 2000. */
  readonly queryTokens: number;
}
