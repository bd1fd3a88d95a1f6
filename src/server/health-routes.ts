import type { FastifyInstance } from 'fastify';
import type { Logger } from '../shared/logger';
import type { HealthCheck } from './health-check';
import { HealthWatch } from './health-watch';
import type { RankingHealth } from './ranking-health';
import { readinessOf } from './readiness';

/** What health is told about. */
export interface HealthOf {
  readonly checks: readonly HealthCheck[];
  readonly isDraining: () => boolean;
  /** Null, or absent where nothing is ranked. */
  readonly ranking?: () => RankingHealth | null;
  readonly logger: Logger;
}

/**
 * `/health/live`: the process answers. `/health/ready`: whether requests should come here, and which part fails; 503 while
 * nothing can be answered or the process is stopping. It also tells what ranks, once a model does.
 */
export function healthRoutes(app: FastifyInstance, health: HealthOf): void {
  const { checks, isDraining, logger } = health;
  const watch = new HealthWatch(checks, logger);
  app.get('/health/live', () => ({ status: 'ok' }));
  app.get('/health/ready', async (_request, reply) => {
    const readiness = readinessOf(checks, await watch.failing(), isDraining());
    const ranking = health.ranking?.() ?? null;
    return reply
      .code(readiness.status === 'unavailable' ? 503 : 200)
      .send({ ...readiness, ...(ranking && { ranking }) });
  });
}
