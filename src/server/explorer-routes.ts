import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Serves GraphiQL, built by `npm run build:web`, at `/graphiql/`. */
export function explorerRoutes(app: FastifyInstance): void {
  const folder = join(houseRoot(__dirname), 'dist', 'web');
  const assets = join(folder, 'assets');
  app.get('/', (_request, reply) => reply.redirect('/graphiql/'));
  if (!existsSync(join(folder, 'index.html'))) {
    app.get('/graphiql/', (_request, reply) =>
      reply.code(404).send('GraphiQL is not built. Run "npm run build:web".\n'),
    );
    return;
  }
  app.register(fastifyStatic, {
    root: folder,
    prefix: '/graphiql/',
    redirect: true,
    cacheControl: false,
    // Names under assets/ hold a digest of the content; the page itself must be asked for again.
    setHeaders: (reply, path) => {
      const immutable = path.startsWith(assets);
      reply.setHeader(
        'cache-control',
        immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
}

/** The folder of package.json, whether this runs as compiled or from the sources. */
function houseRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : houseRoot(dirname(folder));
}
