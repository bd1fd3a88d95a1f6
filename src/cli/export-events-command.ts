import { Command } from 'commander';
import { readConfig } from '../config/read-config';
import { exportEvents } from '../feedback/export-events';
import { openTrove } from '../server/composition-root';
import { writeLines } from './write-lines';

/** `trove export events` */
export function exportEventsCommand(): Command {
  return new Command('events')
    .description('Write every event in the order it was recorded, one JSON object per line.')
    .option('--out <file>', 'a file, packed when it ends in .gz (default: standard output)')
    .action(runExport);
}

async function runExport({ out }: { readonly out?: string }): Promise<void> {
  const trove = await openTrove(readConfig(process.env));
  try {
    await writeLines(exportEvents(trove.events), out);
  } finally {
    await trove.close();
  }
}
