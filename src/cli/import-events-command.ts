import { Command, Option } from 'commander';
import { mappedEventDrafts, plainEventDrafts } from '../feedback/event-drafts';
import { parseEventMapping } from '../feedback/event-mapping';
import { importEvents } from '../feedback/import-events';
import {
  fileArgument,
  formatOption,
  jsonOption,
  mapOption,
  rejectsOption,
  type ImportOptions,
} from './import-options';
import { runImport } from './run-import';

interface ImportEventsOptions extends ImportOptions {
  readonly unknownProducts: 'reject' | 'keep';
}

const HELP = `
Bad rows are written to the file for rejected rows with line, field and reason; good rows land.
A row without an event id gets one made from its content: running the import again adds nothing.
See docs/feedback.md for kinds, fields and mapping files.`;

/** `trove import events FILE` */
export function importEventsCommand(): Command {
  return new Command('events')
    .description('Import what shoppers did: views, carts, purchases, ratings.')
    .addArgument(fileArgument)
    .addOption(mapOption)
    .addOption(formatOption)
    .addOption(rejectsOption)
    .addOption(
      new Option('--unknown-products <policy>', 'events about products that are not stored')
        .choices(['reject', 'keep'])
        .default('reject'),
    )
    .addOption(jsonOption)
    .addHelpText('after', HELP)
    .action(run);
}

async function run(location: string, options: ImportEventsOptions): Promise<void> {
  const unknownProducts = options.unknownProducts === 'keep' ? 'KEEP' : 'REFUSE';
  await runImport(location, options, {
    label: 'Importing events',
    plainDrafts: () => plainEventDrafts,
    mappedDrafts: (json, name) => mappedEventDrafts(parseEventMapping(json, name)),
    run: ({ feedback }, order) => importEvents(feedback, { ...order, unknownProducts }),
  });
}
