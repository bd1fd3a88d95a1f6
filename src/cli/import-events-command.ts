import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { openRows } from '../adapters/row-readers/open-rows';
import { unreadable } from '../adapters/row-readers/unreadable';
import type { RowTally } from '../catalog/import-rows';
import { ROW_FORMATS, type RowFormat, type RowStream } from '../catalog/row-source.port';
import { readConfig } from '../config/read-config';
import { mappedEventDrafts, plainEventDrafts, type ToEventDraft } from '../feedback/event-drafts';
import { parseEventMapping } from '../feedback/event-mapping';
import type { RecordPolicy } from '../feedback/feedback-service';
import { importEvents, type EventImportSummary } from '../feedback/import-events';
import { openTrove, type Trove } from '../server/composition-root';
import { TroveError } from '../shared/errors';
import { eventImportReport, eventImportResult, type TimedEventImport } from './event-import-report';
import { startProgress } from './progress';
import { defaultRejectPath, RejectFile } from './reject-file';
import { stopOnInterrupt } from './stop-on-interrupt';

interface ImportEventsOptions {
  readonly map?: string;
  readonly format?: RowFormat;
  readonly rejects?: string;
  readonly unknownProducts: 'reject' | 'keep';
  readonly json: boolean;
}

const HELP = `
Bad rows are written to the file for rejected rows with line, field and reason; good rows land.
A row without an event id gets one made from its content: running the import again adds nothing.
See docs/feedback.md for kinds, fields and mapping files.`;

/** `trove import events FILE` */
export function importEventsCommand(): Command {
  return new Command('events')
    .description('Import what shoppers did: views, carts, purchases, ratings.')
    .argument('<file>', 'JSONL, CSV or Parquet, possibly .gz; - is standard input')
    .option('--map <file>', 'JSON file that maps columns to fields')
    .addOption(
      new Option('--format <format>', 'when the name does not tell').choices([...ROW_FORMATS]),
    )
    .option('--rejects <file>', 'where rejected rows go (default: FILE.rejects.jsonl)')
    .addOption(
      new Option('--unknown-products <policy>', 'events about products that are not stored')
        .choices(['reject', 'keep'])
        .default('reject'),
    )
    .option('--json', 'print the result as one JSON object', false)
    .addHelpText('after', HELP)
    .action(runImport);
}

async function runImport(location: string, options: ImportEventsOptions): Promise<void> {
  const { signal } = stopOnInterrupt();
  const source = await openRows({
    location,
    format: options.format ?? null,
    delimiter: null,
    signal,
  });
  const toDraft = await draftsBy(options.map);
  const rejects = await RejectFile.start(options.rejects ?? defaultRejectPath(location));
  const trove = await openTrove(readConfig(process.env));
  try {
    const unknownProducts = options.unknownProducts === 'keep' ? 'KEEP' : 'REFUSE';
    const done = await timedImport(trove, { source, toDraft, rejects, unknownProducts, signal });
    process.stdout.write(
      options.json ? eventImportResult(done, rejects) : eventImportReport(done, rejects),
    );
    refuseFailure(done.summary, rejects);
  } finally {
    await trove.close();
    await rejects.close();
  }
}

async function draftsBy(mapFile: string | undefined): Promise<ToEventDraft> {
  if (mapFile === undefined) return plainEventDrafts;
  try {
    return mappedEventDrafts(parseEventMapping(await readFile(mapFile, 'utf8'), mapFile));
  } catch (error) {
    throw unreadable(mapFile, error);
  }
}

interface ImportJob {
  readonly source: RowStream;
  readonly toDraft: ToEventDraft;
  readonly rejects: RejectFile;
  readonly unknownProducts: RecordPolicy['unknownProducts'];
  readonly signal: AbortSignal;
}

async function timedImport(trove: Trove, job: ImportJob): Promise<TimedEventImport> {
  const { source, rejects } = job;
  const progress = startProgress('Importing events', source.fractionRead() !== null);
  const startedAt = performance.now();
  const onProgress = ({ rows }: RowTally): void => {
    progress.update(source.fractionRead(), `${rows.toLocaleString('en')} rows`);
  };
  try {
    const summary = await importEvents(trove.feedback, {
      ...job,
      onProgress,
      onRejected: (row) => rejects.add(row),
    });
    return { summary, seconds: (performance.now() - startedAt) / 1000 };
  } finally {
    progress.end();
  }
}

/** The exit code tells whether the log now holds what the file brought. */
function refuseFailure(summary: EventImportSummary, rejects: RejectFile): void {
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
