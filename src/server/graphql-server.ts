import { fastifyApolloHandler } from '@as-integrations/fastify';
import fastifyCors from '@fastify/cors';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { ApolloServer } from '@apollo/server';
import type { Config } from '../config/config';
import { catalogAccess } from '../request/catalog-access';
import type { RequestContext } from '../request/request-context';
import { requestLoaders } from '../request/request-loaders';
import { Deadline, systemStopwatch } from '../shared/deadline';
import { TroveError } from '../shared/errors';
import { apolloServer } from './apollo-server';
import type { Trove } from './composition-root';
import { demoImageRoutes } from './demo-image-routes';
import { explorerRoutes } from './explorer-routes';
import { graphqlSchema } from './graphql-schema';
import { healthRoutes } from './health-routes';
import { answerHttpError, sendRefusal } from './http-error';
import { refuseNonsense } from './refuse-nonsense';
import { setSecurityHeaders } from './security-headers';
import type { Surroundings } from './surroundings';
import { WorkInFlight } from './work-in-flight';

/** How long a client may take to send one request, in milliseconds; slower ones would hold connections for nothing. */
const REQUEST_TIMEOUT_MS = 60_000;

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
  graphqlRoute(app, apollo, work, contextFrom(trove, config));
  healthRoutes(app, {
    checks: trove.healthChecks,
    isDraining: () => work.isDraining,
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
  };
  return { address, close };
}

function httpServer(
  { limits }: Config,
  surroundings: Pick<Surroundings, 'logger' | 'newId'>,
): FastifyInstance {
  const app = Fastify({
    bodyLimit: limits.bodyBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
  });
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => {
    setSecurityHeaders(reply, request.url);
  });
  app.addHook('onResponse', async ({ method, url }, { statusCode, elapsedTime }) => {
    const path = url.split('?', 1)[0];
    surroundings.logger.debug({ method, path, statusCode, ms: elapsedTime }, 'Answered');
  });
  app.setErrorHandler(answerHttpError(surroundings, limits.bodyBytes));
  app.setNotFoundHandler((_request, reply) =>
    sendRefusal(reply, {
      status: 404,
      code: 'NOT_FOUND',
      message: 'There is nothing here. GraphQL is at /graphql, health at /health/ready.',
    }),
  );
  return app;
}

/** Lets web pages of other origins call the gateway; without any, browsers keep them out. */
function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  void app.register(fastifyCors, {
    origin: origins.includes('*') ? '*' : [...origins],
    methods: ['GET', 'POST'],
    // How long a browser may remember the answer, in seconds.
    maxAge: 600,
  });
}

function graphqlRoute(
  app: FastifyInstance,
  apollo: ApolloServer<RequestContext>,
  work: WorkInFlight,
  context: (request: FastifyRequest) => Promise<RequestContext>,
): void {
  app.route<{ Reply: string }>({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: async (_request, reply) => {
      if (work.isDraining) void reply.header('connection', 'close');
      work.begin();
      reply.raw.once('close', () => {
        work.end();
      });
    },
    preHandler: async (request) => {
      refuseNonsense(request);
    },
    handler: fastifyApolloHandler(apollo, { context }),
  });
}

function contextFrom(trove: Trove, config: Config) {
  return async ({ headers }: FastifyRequest): Promise<RequestContext> => ({
    loaders: requestLoaders(trove.catalog),
    catalogAccess: catalogAccess(config, headers.authorization ?? null),
    limits: config.limits,
    deadline: Deadline.after(config.requestDeadlineMs, systemStopwatch),
  });
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    await app.close();
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw cannotListen(error, host, port);
  }
}

function cannotListen(error: Error & { code: unknown }, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new TroveError(
      'PORT_IN_USE',
      `Port ${port} on ${host} is taken by another process. Stop that process, or set PORT to a free port.`,
      { host, port },
      { cause: error },
    );
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND' || error.code === 'EACCES') {
    return new TroveError(
      'CONFIG_INVALID',
      `Trove cannot listen on ${host}:${port} (${error.code}). Set HOST and PORT to an address of this machine.`,
      { host, port },
      { cause: error },
    );
  }
  return error;
}
