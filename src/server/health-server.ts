import type { Config } from '../config/config';
import type { HealthCheck } from './health-check';
import { healthRoutes } from './health-routes';
import { httpServer, listen } from './http-server';
import type { Surroundings } from './surroundings';

/** Tells the health of a process that answers nothing else. */
export interface HealthServer {
  /** Without a slash at the end, such as `http://127.0.0.1:4100`. */
  readonly address: string;
  /** From now on the process counts as stopping. */
  drain(): void;
  close(): Promise<void>;
}

/** Listens on the configured host; null when no port is configured. @throws TroveError PORT_IN_USE, CONFIG_INVALID */
export async function openHealthServer(
  config: Config,
  checks: readonly HealthCheck[],
  surroundings: Pick<Surroundings, 'logger' | 'newId'>,
): Promise<HealthServer | null> {
  const { host, workerHealthPort: port } = config;
  if (port === null) return null;
  let draining = false;
  const app = httpServer(config, surroundings);
  healthRoutes(app, { checks, isDraining: () => draining, logger: surroundings.logger });
  return {
    address: await listen(app, { host, port }),
    drain: () => {
      draining = true;
    },
    close: () => app.close(),
  };
}
