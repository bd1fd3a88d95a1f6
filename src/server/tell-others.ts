import type { Config } from '../config/config';
import { openNotices } from './open-notices';
import type { Surroundings } from './surroundings';

/** That models have changed. Gateways look by themselves after a while; on Redis they hear it at once. */
export async function tellOthers({ services }: Config, { logger }: Surroundings): Promise<void> {
  if (services.redisUrl === null) return;
  const notices = openNotices(services, logger);
  notices.publish({ kind: 'MODELS_CHANGED' });
  await notices.close();
}
