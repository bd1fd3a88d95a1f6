import { Command } from 'commander';
import { workUntilTold } from '../main';

/** `trove worker`: does the jobs that gateways leave to it. */
export function workerCommand(): Command {
  return new Command('worker')
    .description(
      'keep the search index up to date until told to stop (needs REDIS_URL; tells its health on TROVE_WORKER_PORT)',
    )
    .action(() => workUntilTold());
}
