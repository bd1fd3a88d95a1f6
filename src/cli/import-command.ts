import { Command } from 'commander';
import { importEventsCommand } from './import-events-command';
import { importProductsCommand } from './import-products-command';

/** `trove import …`: one subcommand per kind of thing that can be brought in. */
export function importCommand(): Command {
  return new Command('import')
    .description('Bring in products or events from JSONL, CSV or Parquet files.')
    .addCommand(importProductsCommand())
    .addCommand(importEventsCommand());
}
