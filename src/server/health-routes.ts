import type { FastifyInstance } from 'fastify';
import type { HealthCheck } from './health-check';

/** How long a part may take to answer before it counts as out of order, in milliseconds. */
const PATIENCE_MS = 2000;

/**
 * `/health/live`: the process answers. `/health/ready`: it can take requests; 503 while a part is out of order or the process
 * is stopping. The reasons go to the log, not to whoever asks.
 */
export function healthRoutes(
  app: FastifyInstance,
  checks: readonly HealthCheck[],
  isDraining: () => boolean,
): void {
  app.get('/health/live', () => ({ status: 'ok' }));
  app.get('/health/ready', async (_request, reply) => {
    const results = await Promise.all(checks.map(stateOf));
    const ready = !isDraining() && results.every(([, state]) => state === 'ok');
    const parts = { ...Object.fromEntries(results), server: isDraining() ? 'stopping' : 'ok' };
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'unavailable', parts });
  });
}

async function stateOf(health: HealthCheck): Promise<[string, 'ok' | 'failing']> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'failing'>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, 'failing');
  });
  const answer = health.check().then(
    () => 'ok' as const,
    () => 'failing' as const,
  );
  const state = await Promise.race([answer, late]);
  clearTimeout(timer);
  return [health.part, state];
}
