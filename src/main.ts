import { randomUUID } from 'node:crypto';
import { pinoLogger } from './adapters/logger-pino/pino-logger';
import { readConfig } from './config/read-config';
import { DEFAULT_DEMO_SEED, isDemoDue, loadDemo } from './demo/load-demo';
import { openTrove, type Trove } from './server/composition-root';
import { openGateway } from './server/graphql-server';
import { openHealthServer } from './server/health-server';
import { workOnJobs } from './server/open-jobs';
import { endAtOnce, endInGoodOrder } from './server/process-end';
import { welcome, welcomeWorker } from './server/welcome';
import { systemClock } from './shared/clock';
import { TroveError } from './shared/errors';

/** How to serve. */
export interface ServeOptions {
  /** Loads the demo shop when there is no catalogue yet. */
  readonly demo: boolean;
}

/**
 * The process: read the configuration, compose the house, listen, and drain when told to stop. Resolves as soon as it
 * listens.
 *
 * @throws TroveError CONFIG_INVALID, PORT_IN_USE, STORAGE_*, DATABASE_NEWER: nothing was left open.
 */
export async function serve({ demo }: ServeOptions): Promise<void> {
  const hasStarted = endAtOnce();
  const config = readConfig(process.env);
  const surroundings = {
    clock: systemClock,
    newId: randomUUID,
    logger: pinoLogger(config.logLevel),
  };
  const trove = await openTrove(config, surroundings);
  const gateway = await closingOnFailure(trove, async () => {
    if (demo && (await isDemoDue(trove))) await loadDefaultDemo(trove);
    if (config.services.redisUrl === null) await workOnJobs(trove);
    await trove.semantics.spaces.lookAgain();
    return openGateway(trove, config, surroundings);
  });
  const close = async () => {
    await gateway.close();
    await trove.close();
  };
  hasStarted();
  endInGoodOrder({ ...surroundings, close });
  process.stdout.write(welcome(gateway.address, await trove.catalog.count(), config));
}

/**
 * A worker: does the jobs of all gateways on the same services, and drains when told to stop.
 *
 * @throws TroveError CONFIG_INVALID without Redis, PORT_IN_USE, QUEUE_UNAVAILABLE, STORAGE_*: nothing was left open.
 */
export async function workUntilTold(): Promise<void> {
  const hasStarted = endAtOnce();
  const config = readConfig(process.env);
  if (config.services.redisUrl === null)
    throw new TroveError(
      'CONFIG_INVALID',
      'A worker needs REDIS_URL, where gateways leave their jobs. Without it each gateway does them itself.',
      { variables: ['REDIS_URL'] },
    );
  const surroundings = {
    clock: systemClock,
    newId: randomUUID,
    logger: pinoLogger(config.logLevel),
  };
  const trove = await openTrove(config, surroundings);
  const health = await closingOnFailure(trove, async () => {
    await workOnJobs(trove);
    return openHealthServer(config, trove.healthChecks, surroundings);
  });
  const close = async () => {
    health?.drain();
    await trove.close();
    await health?.close();
  };
  hasStarted();
  endInGoodOrder({ ...surroundings, close });
  process.stdout.write(welcomeWorker(health?.address ?? null));
}

async function loadDefaultDemo(trove: Trove): Promise<void> {
  process.stdout.write('There is no catalogue yet: loading the demo shop …\n');
  await loadDemo(trove, DEFAULT_DEMO_SEED, systemClock());
}

async function closingOnFailure<T>(trove: Trove, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await trove.close();
    throw error;
  }
}
