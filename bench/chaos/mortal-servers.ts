import { setTimeout as sleep } from 'node:timers/promises';
import { mortalElasticsearchFor, type MortalElasticsearch } from '../../fleet/elasticsearch-server';
import type { FleetServers } from '../../fleet/fleet-servers';
import { PostgresProcess } from '../../fleet/postgres-server';
import { RedisProcess } from '../../fleet/redis-server';

/** How long a killed server stays away at least, in milliseconds. */
const ABSENCE_MS = 500;

const POLL_MS = 50;

/** Real servers of our own, to be killed with SIGKILL; each comes back with its data. */
export class MortalServers {
  private readonly returning = new Set<Promise<void>>();

  private constructor(
    private readonly postgres: PostgresProcess,
    private readonly elasticsearch: MortalElasticsearch,
    private readonly redis: RedisProcess,
  ) {}

  static async open(): Promise<MortalServers> {
    const [postgres, elasticsearch, redis] = await Promise.all([
      PostgresProcess.open(),
      mortalElasticsearchFor(process.pid),
      RedisProcess.open(),
    ]);
    return new MortalServers(postgres, elasticsearch, redis);
  }

  get addresses(): FleetServers {
    return {
      DATABASE_URL: this.postgres.url,
      ELASTICSEARCH_URL: this.elasticsearch.url,
      REDIS_URL: this.redis.url,
    };
  }

  /** One that is on its way back is killed as soon as it is there. */
  async kill(part: 'postgres' | 'elasticsearch' | 'redis'): Promise<void> {
    if (part === 'elasticsearch') {
      while (!this.elasticsearch.kill()) await sleep(POLL_MS);
      return;
    }
    await this.allBack();
    const server = this[part];
    await server.kill();
    const returned = sleep(ABSENCE_MS).then(() => untilStarted(server));
    this.returning.add(returned);
    void returned.finally(() => this.returning.delete(returned));
  }

  async stop(): Promise<void> {
    await this.allBack();
    await Promise.all([this.postgres.stop(), this.elasticsearch.stop(), this.redis.stop()]);
  }

  private async allBack(): Promise<void> {
    await Promise.all(this.returning);
  }
}

const START_ATTEMPTS = 20;

/** What the dead process held, such as shared memory, may be there for a moment. */
async function untilStarted(server: { start(): Promise<void> }): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await server.start();
      return;
    } catch (error) {
      if (attempt >= START_ATTEMPTS) throw error;
      await sleep(ABSENCE_MS);
    }
  }
}
