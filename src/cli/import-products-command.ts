import { Command } from 'commander';
import { mappedDrafts } from '../catalog/apply-mapping';
import { parseFieldMapping } from '../catalog/field-mapping';
import { importProducts } from '../catalog/import-products';
import { plainDrafts } from '../catalog/plain-drafts';
import {
  fileArgument,
  formatOption,
  jsonOption,
  mapOption,
  rejectsOption,
  type ImportOptions,
} from './import-options';
import { runImport } from './run-import';

interface ImportProductsOptions extends ImportOptions {
  readonly replace: boolean;
}

const HELP = `
Bad rows are written to the file for rejected rows with line, field and reason; good rows land.
An import can be stopped or killed at any time and run again: nothing is doubled, nothing is lost.
See docs/importing.md for fields, mapping files and formats.`;

/** `trove import products FILE` */
export function importProductsCommand(): Command {
  return new Command('products')
    .description('Import products; the first import replaces the demo.')
    .addArgument(fileArgument)
    .addOption(mapOption)
    .addOption(formatOption)
    .option('--delimiter <mark>', 'between the cells of CSV (default: found out)', delimiterOf)
    .addOption(rejectsOption)
    .option('--replace', 'remove the products that the file does not bring', false)
    .addOption(jsonOption)
    .addHelpText('after', HELP)
    .action(run);
}

function delimiterOf(text: string): string {
  return text === '\\t' || text === 'tab' ? '\t' : text;
}

async function run(location: string, options: ImportProductsOptions): Promise<void> {
  const { replace } = options;
  await runImport(location, options, {
    label: 'Importing products',
    plainDrafts,
    mappedDrafts: (json, name) => mappedDrafts(parseFieldMapping(json, name)),
    run: ({ catalog }, order) => importProducts(catalog, { ...order, replace }),
    // The most that the process held so far.
    figures: () => ({ peakMemoryMib: Math.round(process.resourceUsage().maxRSS / 1024) }),
  });
}
