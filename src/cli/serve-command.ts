import { Command } from 'commander';
import { serve, type ServeOptions } from '../main';

/** `trove serve`: the gateway. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('answer GraphQL requests until told to stop')
    .option('--demo', 'load the demo shop first when there is no catalogue yet', false)
    .action((options: ServeOptions) => serve(options));
}
