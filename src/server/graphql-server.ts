import { fastifyApolloHandler } from '@as-integrations/fastify';
import fastifyCors from '@fastify/cors';
import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type { ApolloServer } from '@apollo/server';
import type { Config } from '../config/config';
import { catalogAccess } from '../request/catalog-access';
import type { RequestContext } from '../request/request-context';
import { requestLoaders } from '../request/request-loaders';
import { Deadline, systemStopwatch } from '../shared/deadline';
import { answerInTime } from './answer-in-time';
import { apolloServer } from './apollo-server';
import type { Trove } from './composition-root';
import { demoImageRoutes } from './demo-image-routes';
import { explorerRoutes } from './explorer-routes';
import { graphqlSchema } from './graphql-schema';
import { healthRoutes } from './health-routes';
import { httpServer, listen } from './http-server';
import { openRateLimiting } from './open-rate-limiting';
import { rankingHealth } from './ranking-health';
import { RATE_LIMIT_HEADERS } from './rate-limit';
import { refuseNonsense } from './refuse-nonsense';
import type { Surroundings } from './surroundings';
import { WorkInFlight } from './work-in-flight';

/** A gateway that listens. */
export interface Gateway {
  /** Without a slash at the end, such as `http://127.0.0.1:4000`. */
  readonly address: string;
  /**
   * Stops taking work, waits for what has begun (at most `config.drainTimeoutMs`), then stops listening. Leaves the services
   * open: they belong to whoever opened them.
   */
  close(): Promise<void>;
}

/** Listens on the configured host and port; port 0 takes any free one. @throws TroveError PORT_IN_USE */
export async function openGateway(
  trove: Trove,
  config: Config,
  surroundings: Pick<Surroundings, 'logger' | 'newId'>,
): Promise<Gateway> {
  const work = new WorkInFlight();
  const apollo = apolloServer(await graphqlSchema(trove), config, surroundings);
  await apollo.start();
  const app = httpServer(config, surroundings);
  allowOrigins(app, config.corsOrigins);
  const limiting = openRateLimiting(config, surroundings.logger);
  graphqlRoute(app, [countWork(work), ...limiting.hooks], {
    apollo,
    context: contextFrom(trove, config),
    deadlineMs: config.requestDeadlineMs,
  });
  healthRoutes(app, {
    checks: trove.healthChecks,
    isDraining: () => work.isDraining,
    ranking: () => rankingHealth(trove.rankingStatus()),
    logger: surroundings.logger,
  });
  demoImageRoutes(app);
  if (config.explorer) explorerRoutes(app);
  const address = await listen(app, config);
  const close = async () => {
    const left = await work.drain(config.drainTimeoutMs);
    if (left > 0) surroundings.logger.warn({ left }, 'Stopping although requests are running');
    await app.close();
    await apollo.stop();
    await limiting.close();
  };
  return { address, close };
}

/** Lets web pages of other origins call the gateway; without any, browsers keep them out. */
function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  void app.register(fastifyCors, {
    origin: origins.includes('*') ? '*' : [...origins],
    methods: ['GET', 'POST'],
    exposedHeaders: RATE_LIMIT_HEADERS,
    // How long a browser may remember the answer, in seconds.
    maxAge: 600,
  });
}

function graphqlRoute(
  app: FastifyInstance,
  onRequest: readonly onRequestAsyncHookHandler[],
  { apollo, context, deadlineMs }: GraphqlHandling,
): void {
  const answer = fastifyApolloHandler(apollo, { context });
  app.route<{ Reply: string }>({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: [...onRequest],
    preHandler: async (request) => {
      refuseNonsense(request);
    },
    handler: async (request, reply) =>
      answerInTime(Promise.resolve(answer.call(app, request, reply)), deadlineMs),
  });
}

interface GraphqlHandling {
  readonly apollo: ApolloServer<RequestContext>;
  readonly context: (request: FastifyRequest) => Promise<RequestContext>;
  readonly deadlineMs: number;
}

function countWork(work: WorkInFlight): onRequestAsyncHookHandler {
  return async (_request, reply) => {
    if (work.isDraining) void reply.header('connection', 'close');
    work.begin();
    reply.raw.once('close', () => {
      work.end();
    });
  };
}

function contextFrom(trove: Trove, config: Config) {
  return async ({ headers }: FastifyRequest): Promise<RequestContext> => {
    const deadline = Deadline.after(config.requestDeadlineMs, systemStopwatch);
    return {
      loaders: requestLoaders(trove.catalog, trove.recommendations, deadline),
      catalogAccess: catalogAccess(config, headers.authorization ?? null),
      limits: config.limits,
      deadline,
    };
  };
}
