import type { SettingsStore } from '../catalog/settings-store.port';
import type { Config } from '../config/config';
import type { JobQueue } from '../jobs/job-queue.port';
import type { HealthCheck } from './health-check';

/** What should work with this configuration. */
export function healthChecks(
  { services }: Config,
  index: HealthCheck,
  settings: SettingsStore,
  laterWork: Pick<JobQueue, 'check'>,
): readonly HealthCheck[] {
  const database: HealthCheck = {
    part: 'database',
    loss: services.databaseUrl === null ? 'everything' : 'its share',
    spare: null,
    check: () => settings.get('health'),
  };
  const queue: HealthCheck = {
    part: 'queue',
    loss: 'later work',
    spare: null,
    check: () => laterWork.check(),
  };
  return services.redisUrl === null ? [database, index] : [database, index, queue];
}
