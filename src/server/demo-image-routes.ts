import type { FastifyInstance } from 'fastify';
import { demoImage } from '../demo/demo-image';

/** Serves the pictures of the demo's products, drawn when they are asked for: `/demo/images/AUD-OEH-0001.svg`. */
export function demoImageRoutes(app: FastifyInstance): void {
  app.get<{ Params: { file: string } }>('/demo/images/:file', (request, reply) => {
    const sku = /^(.+)\.svg$/.exec(request.params.file)?.[1] ?? '';
    const image = demoImage(sku);
    if (image === null) {
      reply.callNotFound();
      return reply;
    }
    return reply
      .type('image/svg+xml; charset=utf-8')
      .header('cache-control', 'public, max-age=86400')
      .send(image);
  });
}
