import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf } from '../../../src/config/environment-of';
import { readConfig } from '../../../src/config/read-config';

const set = {
  NODE_ENV: 'production',
  HOST: '0.0.0.0',
  PORT: '0',
  TROVE_DATA_DIR: '/srv/trove',
  LOG_LEVEL: 'debug',
  TROVE_ADMIN_KEY: 'a-key-of-sixteen-signs',
  TROVE_EXPLORER: 'on',
  TROVE_CORS_ORIGINS: 'https://shop.example,https://www.shop.example',
  TROVE_SEARCH_SETTINGS: 'settings.json',
  TROVE_DRAIN_TIMEOUT_MS: '1',
  TROVE_REQUEST_DEADLINE_MS: '101',
  TROVE_RATE_LIMIT: '60',
  TROVE_TRUST_PROXY: 'on',
  TROVE_WORKER_PORT: '4001',
  DATABASE_URL: 'postgres://trove@db.example/shop',
  TROVE_DATABASE_POOL: '3',
  TROVE_STATEMENT_TIMEOUT_MS: '1000',
  ELASTICSEARCH_URL: 'http://search.example:9200',
  TROVE_SEARCH_INDEX: 'shop-products',
  TROVE_SEARCH_DEADLINE_MS: '500',
  REDIS_URL: 'redis://jobs.example:6379',
  TROVE_REDIS_PREFIX: 'shop',
  TROVE_RANKING: 'hybrid',
  TROVE_RANKING_WINDOW: '50',
  TROVE_RANKING_DEADLINE_MS: '99',
  TROVE_VECTOR_SHARE: '0.25',
  TROVE_TRAINING_EVERY_MINUTES: '7',
  TROVE_FULL_TRAINING_EVERY_MINUTES: '70',
  TROVE_ATTRIBUTION_MINUTES: '5',
  TROVE_POSITION_BIAS: 'off',
  TROVE_TRAINING_DAYS: '9',
  TROVE_SHADOW_SEARCHES: '0',
  TROVE_JUDGMENTS: 'judgments.csv',
  TROVE_RECOMMENDATION_SETTINGS_FILE: 'rules.json',
  TROVE_RECOMMENDATION_DEADLINE_MS: '120',
  TROVE_RECOMMENDER_TRAINING_EVERY_MINUTES: '11',
  TROVE_RECOMMENDER_FULL_TRAINING_EVERY_MINUTES: '110',
  TROVE_RECOMMENDER_TRAINING_DAYS: '12',
  TROVE_RECOMMENDER_PARTS: 'transitions,content',
  TROVE_MAX_PAGE_SIZE: '51',
  TROVE_MAX_TEXT_LENGTH: '52',
  TROVE_MAX_FACETS: '53',
  TROVE_MAX_FILTER_DEPTH: '5',
  TROVE_MAX_FILTER_SIZE: '55',
  TROVE_MAX_BATCH_SIZE: '56',
  TROVE_MAX_BODY_BYTES: '5700',
  TROVE_MAX_QUERY_DEPTH: '8',
  TROVE_MAX_QUERY_COST: '59',
  TROVE_MAX_QUERY_ALIASES: '60',
  TROVE_MAX_QUERY_TOKENS: '61',
};

describe('the environment for another process', () => {
  it('says everything that this one was told', () => {
    expect(readConfig(environmentOf(readConfig(set)))).toEqual(readConfig(set));
  });

  it('says the defaults when nothing was told, whatever else is around it', () => {
    const inherited = { ...set, ...environmentOf(readConfig({})) };
    expect(readConfig(inherited)).toEqual(readConfig({}));
  });

  it('knows every variable that there is', () => {
    const source = readFileSync(join(__dirname, '../../../src/config/read-config.ts'), 'utf8');
    const read = [...source.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name);
    expect(Object.keys(environmentOf(readConfig({}))).sort()).toEqual(read.sort());
    expect(Object.keys(set).sort()).toEqual(read.sort());
  });
});
