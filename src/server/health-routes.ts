import type { FastifyInstance } from 'fastify';
import type { Logger } from '../shared/logger';
import type { HealthCheck } from './health-check';
import { HealthWatch } from './health-watch';
import { readinessOf } from './readiness';

/** What health is told about. */
export interface HealthOf {
  readonly checks: readonly HealthCheck[];
  readonly isDraining: () => boolean;
  readonly logger: Logger;
}

/**
 * `/health/live`: the process answers. `/health/ready`: whether requests should come here, and which part fails; 503 while
 * nothing can be answered or the process is stopping.
 */
export function healthRoutes(app: FastifyInstance, { checks, isDraining, logger }: HealthOf): void {
  const watch = new HealthWatch(checks, logger);
  app.get('/health/live', () => ({ status: 'ok' }));
  app.get('/health/ready', async (_request, reply) => {
    const readiness = readinessOf(checks, await watch.failing(), isDraining());
    return reply.code(readiness.status === 'unavailable' ? 503 : 200).send(readiness);
  });
}
