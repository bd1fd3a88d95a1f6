/**
 * The house rules that a machine can check: arrows point down, each vendor library lives in one room, no cycles.
 * `test/architecture.test.ts` runs them and compares the map with ARCHITECTURE.md.
 */

const SUBJECTS =
  'catalog|search|ranking|recommendation|shoppers|models|training|simulation|feedback|indexing|limits|notices|evaluation|demo';

/** A vendor library and the only places that may import it. */
const ROOMS = {
  typeorm: '^(src/adapters/storage-typeorm|migrations)/',
  'better-sqlite3': '^src/adapters/(storage-typeorm|keyword-sqlite)/',
  '@elastic/elasticsearch': '^src/adapters/keyword-elasticsearch/',
  bullmq: '^src/adapters/jobs-bullmq/',
  ioredis:
    '^src/adapters/(jobs-bullmq/|rate-limits/|notices-redis/|cache-redis/|redis-connection\\.ts$)',
  'lru-cache': '^src/adapters/cache-local/',
  'rate-limiter-flexible': '^src/adapters/rate-limits/',
  cockatiel: '^src/(adapters|server)/',
  '@node-rs/jieba': '^src/adapters/segmenter-jieba/',
  'csv-parse': '^src/adapters/row-readers/',
  'hyparquet(-compressors)?': '^src/adapters/row-readers/',
  htmlparser2: '^src/adapters/html-text/',
  pino: '^src/adapters/logger-pino/',
  'cli-progress': '^src/cli/',
  commander: '^src/cli/',
  dataloader: '^(src/request|ml-models/(reranker|sentence-encoder|hybrid))/',
  '@tensorflow/[^/]+': '^ml-models/runtime/',
  'type-graphql': '^(schema|resolvers|src/server)/',
  'graphql-scalars': '^(schema|src/server)/',
  fastify: '^src/server/',
  '@fastify/cors': '^src/server/',
  '@fastify/static': '^src/server/',
  '@apollo/server': '^src/server/',
  '@as-integrations/fastify': '^src/server/',
};

const oneRoomEach = Object.entries(ROOMS).map(([library, room]) => ({
  name: `one-room-for-${library.replace(/[^a-z0-9]+/g, '-')}`,
  severity: 'error',
  from: { path: '^(src|schema|resolvers|migrations|ml-models)/', pathNot: room },
  to: { path: `node_modules/(${library})/` },
}));

/** What each subject may see besides `shared` and itself. */
const SUBJECT_MAY_SEE = {
  catalog: [],
  search: ['catalog'],
  feedback: ['catalog'],
  ranking: ['catalog', 'search', 'feedback', 'models'],
  shoppers: ['catalog', 'feedback'],
  recommendation: ['catalog', 'search', 'feedback', 'shoppers', 'models', 'ranking'],
  models: [],
  training: ['catalog', 'search', 'feedback', 'evaluation', 'models', 'ranking', 'recommendation'],
  simulation: ['evaluation'],
  indexing: ['catalog'],
  limits: [],
  notices: [],
  evaluation: ['catalog', 'search', 'recommendation'],
  demo: ['catalog', 'search', 'feedback'],
};

const subjectsPointDown = Object.entries(SUBJECT_MAY_SEE).map(([subject, others]) => ({
  name: `${subject}-points-down`,
  comment: `${subject} sees shared${others.map((other) => `, ${other}`).join('')} and itself`,
  severity: 'error',
  from: { path: `^src/${subject}/` },
  to: {
    path: '^(src|schema|resolvers|migrations|ml-models|bench|test)/',
    pathNot: `^src/(shared|${[subject, ...others].join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'shared-imports-nothing',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { pathNot: '^src/shared/' },
    },
    ...subjectsPointDown,
    {
      name: 'subjects-know-no-vendor',
      comment: 'zod reads settings files; stemmer is a pure function of one word',
      severity: 'error',
      from: { path: `^src/(${SUBJECTS})/` },
      to: { path: 'node_modules/', pathNot: 'node_modules/(zod|stemmer)/' },
    },
    {
      name: 'adapters-know-ports-only',
      comment: 'an adapter sees ports, plain types and pure functions, never a service',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: { path: '^src/.*-service\\.ts$|^(resolvers|schema)/|^src/(server|cli|request|config)/' },
    },
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/adapters/[^/]+/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'schema-is-plain',
      severity: 'error',
      from: { path: '^schema/' },
      to: {
        path: '^(resolvers|migrations|ml-models)/|^src/(server|cli|request|config|adapters)/|-service\\.ts$',
      },
    },
    {
      name: 'resolvers-ask-services',
      severity: 'error',
      from: { path: '^resolvers/' },
      to: { path: '^(migrations|ml-models)/|^src/(server|cli|adapters)/' },
    },
    {
      name: 'nobody-imports-the-edge',
      comment: 'only the server folder and the command line see the composition root',
      severity: 'error',
      from: { pathNot: '^(src/(server|cli)/|src/main\\.ts|bench/|test/)' },
      to: { path: '^src/(server|cli)/' },
    },
    {
      name: 'workshop-knows-ports-only',
      comment:
        'a model sees ports, plain types and pure functions, never a service, an adapter or the edge',
      severity: 'error',
      from: { path: '^ml-models/' },
      to: {
        path: '^src/.*-service\\.ts$|^(resolvers|schema|migrations)/|^src/(adapters|server|cli|request|config)/',
      },
    },
    {
      name: 'models-do-not-know-each-other',
      comment: 'what several models need is in runtime',
      severity: 'error',
      from: { path: '^ml-models/([^/]+)/' },
      to: { path: '^ml-models/[^/]+/', pathNot: '^ml-models/($1|runtime)/' },
    },
    {
      name: 'runtime-knows-no-model',
      severity: 'error',
      from: { path: '^ml-models/runtime/' },
      to: { path: '^ml-models/', pathNot: '^ml-models/runtime/' },
    },
    {
      name: 'runs-without-the-tools',
      comment: 'what is served must not need what only development installs',
      severity: 'error',
      from: { path: '^(src|schema|resolvers|migrations)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    ...oneRoomEach,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|web)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
