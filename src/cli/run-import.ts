import { readFile } from 'node:fs/promises';
import { openRows } from '../adapters/row-readers/open-rows';
import { unreadable } from '../adapters/row-readers/unreadable';
import type { RowOrder, RowSummary, RowTally } from '../catalog/import-rows';
import type { RowFormat, RowStream } from '../catalog/row-source.port';
import { readConfig } from '../config/read-config';
import { openTrove, type Trove } from '../server/composition-root';
import { TroveError } from '../shared/errors';
import type { ImportOptions } from './import-options';
import { importReport, importResult } from './import-report';
import { startProgress } from './progress';
import { defaultRejectPath, RejectFile } from './reject-file';
import { stopOnInterrupt } from './stop-on-interrupt';

type ToDraft<Draft> = RowOrder<Draft>['toDraft'];

/** What one kind of import does in its own way. */
export interface ImportKind<Draft> {
  /** Shown with the progress. */
  readonly label: string;
  /** Makes drafts of rows when there is no mapping. */
  readonly plainDrafts: (format: RowFormat) => ToDraft<Draft>;
  /** Makes drafts of rows as a mapping file says. */
  readonly mappedDrafts: (json: string, name: string) => ToDraft<Draft>;
  readonly run: (trove: Trove, order: RowOrder<Draft>) => Promise<RowSummary>;
  /** Further figures for programs, taken after the import. */
  readonly figures?: () => Readonly<Record<string, number>>;
}

/**
 * Imports a file and prints what became of it.
 *
 * @throws TroveError when the store does not hold now what the file brought: the exit code tells.
 */
export async function runImport<Draft>(
  location: string,
  options: ImportOptions,
  kind: ImportKind<Draft>,
): Promise<void> {
  const { signal } = stopOnInterrupt();
  const { format = null, delimiter = null } = options;
  const source = await openRows({ location, format, delimiter, signal });
  const toDraft = await draftsBy(options.map, source.format, kind);
  const rejects = await RejectFile.start(options.rejects ?? defaultRejectPath(location));
  const trove = await openTrove(readConfig(process.env));
  try {
    const startedAt = performance.now();
    const summary = await withProgress(kind.label, source, (onProgress) =>
      kind.run(trove, {
        source,
        toDraft,
        signal,
        onProgress,
        onRejected: (row) => rejects.add(row),
      }),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    const done = { summary, seconds, figures: kind.figures?.() ?? {} };
    process.stdout.write(options.json ? importResult(done, rejects) : importReport(done, rejects));
    refuseFailure(summary, rejects);
  } finally {
    await trove.close();
    await rejects.close();
  }
}

async function draftsBy<Draft>(
  mapFile: string | undefined,
  format: RowFormat,
  kind: ImportKind<Draft>,
): Promise<ToDraft<Draft>> {
  if (mapFile === undefined) return kind.plainDrafts(format);
  try {
    return kind.mappedDrafts(await readFile(mapFile, 'utf8'), mapFile);
  } catch (error) {
    throw unreadable(mapFile, error);
  }
}

async function withProgress<T>(
  label: string,
  source: RowStream,
  work: (onProgress: (tally: RowTally) => void) => Promise<T>,
): Promise<T> {
  const progress = startProgress(label, source.fractionRead() !== null);
  try {
    return await work(({ rows }) => {
      progress.update(source.fractionRead(), `${rows.toLocaleString('en')} rows`);
    });
  } finally {
    progress.end();
  }
}

/** The exit code tells whether the store now holds what the file brought. */
function refuseFailure(summary: RowSummary, rejects: RejectFile): void {
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
