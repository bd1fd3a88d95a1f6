import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { openRows } from '../adapters/row-readers/open-rows';
import { unreadable } from '../adapters/row-readers/unreadable';
import { mappedDrafts, type ToDraft } from '../catalog/apply-mapping';
import { parseFieldMapping } from '../catalog/field-mapping';
import { importProducts, type ImportSummary } from '../catalog/import-products';
import type { RowTally } from '../catalog/import-rows';
import { plainDrafts } from '../catalog/plain-drafts';
import { ROW_FORMATS, type RowFormat, type RowStream } from '../catalog/row-source.port';
import { readConfig } from '../config/read-config';
import { openTrove, type Trove } from '../server/composition-root';
import { TroveError } from '../shared/errors';
import { importReport, importResult, type TimedImport } from './import-report';
import { startProgress } from './progress';
import { defaultRejectPath, RejectFile } from './reject-file';
import { stopOnInterrupt } from './stop-on-interrupt';

interface ImportProductsOptions {
  readonly map?: string;
  readonly format?: RowFormat;
  readonly delimiter?: string;
  readonly rejects?: string;
  readonly replace: boolean;
  readonly json: boolean;
}

const HELP = `
Bad rows are written to the file for rejected rows with line, field and reason; good rows land.
An import can be stopped or killed at any time and run again: nothing is doubled, nothing is lost.
See docs/importing.md for fields, mapping files and formats.`;

/** `trove import products FILE` */
export function importProductsCommand(): Command {
  return new Command('products')
    .description('Import products; the first import replaces the demo.')
    .argument('<file>', 'JSONL, CSV or Parquet, possibly .gz; - is standard input')
    .option('--map <file>', 'JSON file that maps columns to fields')
    .addOption(
      new Option('--format <format>', 'when the name does not tell').choices([...ROW_FORMATS]),
    )
    .option('--delimiter <mark>', 'between the cells of CSV (default: found out)', delimiterOf)
    .option('--rejects <file>', 'where rejected rows go (default: FILE.rejects.jsonl)')
    .option('--replace', 'remove the products that the file does not bring', false)
    .option('--json', 'print the result as one JSON object', false)
    .addHelpText('after', HELP)
    .action(runImport);
}

function delimiterOf(text: string): string {
  return text === '\\t' || text === 'tab' ? '\t' : text;
}

async function runImport(location: string, options: ImportProductsOptions): Promise<void> {
  const { signal } = stopOnInterrupt();
  const source = await openRows({
    location,
    format: options.format ?? null,
    delimiter: options.delimiter ?? null,
    signal,
  });
  const toDraft = await draftsBy(options.map, source.format);
  const rejects = await RejectFile.start(options.rejects ?? defaultRejectPath(location));
  const trove = await openTrove(readConfig(process.env));
  try {
    const summary = await timedImport(trove, {
      source,
      toDraft,
      rejects,
      replace: options.replace,
      signal,
    });
    process.stdout.write(
      options.json ? importResult(summary, rejects) : importReport(summary, rejects),
    );
    refuseFailure(summary.summary, rejects);
  } finally {
    await trove.close();
    await rejects.close();
  }
}

async function draftsBy(mapFile: string | undefined, format: RowFormat): Promise<ToDraft> {
  if (mapFile === undefined) return plainDrafts(format);
  try {
    return mappedDrafts(parseFieldMapping(await readFile(mapFile, 'utf8'), mapFile));
  } catch (error) {
    throw unreadable(mapFile, error);
  }
}

interface ImportJob {
  readonly source: RowStream;
  readonly toDraft: ToDraft;
  readonly rejects: RejectFile;
  readonly replace: boolean;
  readonly signal: AbortSignal;
}

async function timedImport(trove: Trove, job: ImportJob): Promise<TimedImport> {
  const { source, rejects } = job;
  const progress = startProgress('Importing products', source.fractionRead() !== null);
  const startedAt = performance.now();
  const onProgress = ({ rows }: RowTally): void => {
    progress.update(source.fractionRead(), `${rows.toLocaleString('en')} rows`);
  };
  try {
    const summary = await importProducts(trove.catalog, {
      ...job,
      onProgress,
      onRejected: (row) => rejects.add(row),
    });
    return {
      summary,
      seconds: (performance.now() - startedAt) / 1000,
      peakMemoryMib: process.resourceUsage().maxRSS / 1024,
    };
  } finally {
    progress.end();
  }
}

/** The exit code tells whether the catalogue now holds what the file brought. */
function refuseFailure(summary: ImportSummary, rejects: RejectFile): void {
  if (summary.failure) throw summary.failure;
  if (summary.stopped)
    throw new TroveError('SHUTTING_DOWN', 'The import was stopped. Run it again to finish it.');
  if (summary.rows === 0)
    throw new TroveError(
      'FILE_MALFORMED',
      'The file holds no rows. Check that it is the right one.',
    );
  if (summary.rejected === summary.rows)
    throw new TroveError(
      'FILE_MALFORMED',
      `None of the ${summary.rows} rows could be imported; the reasons are in ${rejects.writtenPath ?? ''}.`,
    );
}
