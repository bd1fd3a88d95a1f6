import { Command } from 'commander';
import { exportProducts } from '../catalog/export-products';
import { readConfig } from '../config/read-config';
import { exportEvents } from '../feedback/export-events';
import { openTrove, type Trove } from '../server/composition-root';
import { writeLines } from './write-lines';

/** `trove export …`: one subcommand per kind of thing that can be taken out. */
export function exportCommand(): Command {
  return new Command('export')
    .description('Write products or events as JSON lines, ready to be imported again.')
    .addCommand(
      exportOf('products', ({ catalog }) => exportProducts(catalog)).description(
        'Write every product, one JSON object per line.',
      ),
    )
    .addCommand(
      exportOf('events', ({ events }) => exportEvents(events)).description(
        'Write every event in the order it was recorded, one JSON object per line.',
      ),
    );
}

function exportOf(kind: string, linesOf: (trove: Trove) => AsyncIterable<string>): Command {
  return new Command(kind)
    .option('--out <file>', 'a file, packed when it ends in .gz (default: standard output)')
    .action(async ({ out }: { readonly out?: string }) => {
      const trove = await openTrove(readConfig(process.env));
      try {
        await writeLines(linesOf(trove), out);
      } finally {
        await trove.close();
      }
    });
}
