import Fastify, { type FastifyInstance } from 'fastify';
import type { Config } from '../config/config';
import { TroveError } from '../shared/errors';
import { answerHttpError, sendRefusal } from './http-error';
import { setSecurityHeaders } from './security-headers';
import type { Surroundings } from './surroundings';

/** How long a client may take to send one request, in milliseconds; slower ones would hold connections for nothing. */
const REQUEST_TIMEOUT_MS = 60_000;

/** A server without routes: limits, headers, log, and errors in one form. */
export function httpServer(
  { limits, trustProxy }: Config,
  surroundings: Pick<Surroundings, 'logger' | 'newId'>,
): FastifyInstance {
  const app = Fastify({
    bodyLimit: limits.bodyBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // One proxy is believed: what stands before its own entry may have been written by anybody.
    trustProxy: trustProxy && ((_address, hop) => hop === 0),
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
      message:
        'There is nothing here. Health is at /health/ready and, on a gateway, GraphQL at /graphql.',
    }),
  );
  return app;
}

/** Where to listen. */
interface Place {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
}

/** Listens, and returns the address without a slash at the end. @throws TroveError PORT_IN_USE, CONFIG_INVALID: it is closed then */
export async function listen(app: FastifyInstance, { host, port }: Place): Promise<string> {
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
