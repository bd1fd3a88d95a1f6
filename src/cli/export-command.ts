import { Command } from 'commander';
import { exportProducts } from '../catalog/export-products';
import { readConfig } from '../config/read-config';
import { openTrove } from '../server/composition-root';
import { exportEventsCommand } from './export-events-command';
import { writeLines } from './write-lines';

/** `trove export …`: one subcommand per kind of thing that can be taken out. */
export function exportCommand(): Command {
  return new Command('export')
    .description('Write products or events as JSON lines, ready to be imported again.')
    .addCommand(exportProductsCommand())
    .addCommand(exportEventsCommand());
}

function exportProductsCommand(): Command {
  return new Command('products')
    .description('Write every product, one JSON object per line.')
    .option('--out <file>', 'a file, packed when it ends in .gz (default: standard output)')
    .action(runExport);
}

async function runExport({ out }: { readonly out?: string }): Promise<void> {
  const trove = await openTrove(readConfig(process.env));
  try {
    await writeLines(exportProducts(trove.catalog), out);
  } finally {
    await trove.close();
  }
}
