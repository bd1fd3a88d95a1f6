import { findRedis } from '../../fleet/redis-binary';
import { REDIS_REMEDY, RedisProcess } from '../../fleet/redis-server';
import { mayBeMissing } from './missing-service';

/** A real Redis server for tests. */
export interface RedisServer {
  readonly url: string;
  /** Kills the server. Only for a server of our own. */
  kill(): Promise<void>;
  /** Starts it again on the same port and with the data that it had written. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const REMEDY = `Tests on Redis need a server. ${REDIS_REMEDY} ALLOW_MISSING=redis leaves these tests out.`;

/** `describe` for suites on Redis: left out when it is missing and may be. */
export const describeRedis: typeof describe.skip =
  mayBeMissing('redis') && !process.env['REDIS_URL'] && findRedis() === null
    ? describe.skip
    : describe;

/** Uses the server of `REDIS_URL` unless it must be one of our own, or starts one on a free port of this machine. */
export async function startRedis({ own = false } = {}): Promise<RedisServer> {
  const given = process.env['REDIS_URL'];
  if (given && !own) return givenServer(given);
  try {
    return await RedisProcess.open();
  } catch (error) {
    throw new Error(REMEDY, { cause: error });
  }
}

function givenServer(url: string): RedisServer {
  const refuse = () => Promise.reject(new Error('The server of REDIS_URL is not ours to stop.'));
  return { url, kill: refuse, start: refuse, stop: () => Promise.resolve() };
}
