import { elasticsearchFor } from './elasticsearch-server';
import { PostgresProcess } from './postgres-server';
import { RedisProcess } from './redis-server';

/** The servers that gateways and workers share, by the settings that name them. */
export interface FleetServers {
  readonly DATABASE_URL: string;
  readonly ELASTICSEARCH_URL: string;
  readonly REDIS_URL: string;
}

export interface OpenedServers {
  readonly servers: FleetServers;
  /** Ends those that were started here. */
  stop(): Promise<void>;
}

/**
 * Takes the servers that the environment names, and starts throw-away ones for the others.
 *
 * @throws Error with the remedy when one cannot be had: nothing is left running then
 */
export async function openServers(given: NodeJS.ProcessEnv): Promise<OpenedServers> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(stops.splice(0).map((end) => end()));
  };
  const open = async (address: string | undefined, start: () => Promise<Startable>) => {
    if (address) return address;
    const server = await start();
    stops.push(() => server.stop());
    return server.url;
  };
  const opening = await Promise.allSettled([
    open(given['DATABASE_URL'], () => PostgresProcess.open()),
    open(given['ELASTICSEARCH_URL'], () => elasticsearchFor(process.pid)),
    open(given['REDIS_URL'], () => RedisProcess.open()),
  ]);
  const failed = opening.find((one) => one.status === 'rejected');
  if (failed) await stop();
  const [database, elasticsearch, redis] = opening.map(addressOf);
  return {
    servers: {
      DATABASE_URL: database ?? '',
      ELASTICSEARCH_URL: elasticsearch ?? '',
      REDIS_URL: redis ?? '',
    },
    stop,
  };
}

interface Startable {
  readonly url: string;
  stop(): Promise<void>;
}

/** @throws why it did not open */
function addressOf(opened: PromiseSettledResult<string>): string {
  if (opened.status === 'rejected') throw opened.reason;
  return opened.value;
}
