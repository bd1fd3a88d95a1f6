import { Command } from 'commander';
import { readConfig } from '../config/read-config';
import type { FailedEntry } from '../indexing/outbox.port';
import type { SearchIndexing } from '../indexing/search-indexing.types';
import { openTrove, type Trove } from '../server/composition-root';
import { systemClock } from '../shared/clock';
import { TroveError } from '../shared/errors';
import { asSku, type Sku } from '../shared/ids';
import { changeReport, failedReport, statusReport, type IndexStatusReport } from './index-report';
import { startProgress } from './progress';
import { stopOnInterrupt } from './stop-on-interrupt';
import { writeLines } from './write-lines';

interface JsonOption {
  readonly json: boolean;
}

/** Failed products read at a time. */
const FAILED_PAGE = 500;

/** `trove index …`: the search index, apart from searching. */
export function indexCommand(): Command {
  return new Command('index')
    .description('Look after the search index.')
    .addCommand(
      withJson('status', 'Tell whether the index holds what the catalogue holds.', status),
    )
    .addCommand(
      withJson('rebuild', 'Make the index anew from the catalogue while searches go on.', rebuild),
    )
    .addCommand(
      withJson('rollback', 'Go back to the index before, once it has caught up.', rollBack),
    )
    .addCommand(withJson('failed', 'List the products that the index refuses, and why.', failed))
    .addCommand(
      withJson(
        'replay',
        'Try products again that were given up on; all when none is named.',
        replay,
      ).argument('[sku...]', 'which ones'),
    );
}

type IndexAction = (trove: Trove, options: JsonOption, skus: readonly string[]) => Promise<void>;

function withJson(name: string, description: string, act: IndexAction): Command {
  const command: Command = new Command(name)
    .description(description)
    .option('--json', 'print the result as JSON', false)
    .action(async () => {
      const trove = await openTrove(readConfig(process.env));
      try {
        await act(trove, command.opts<JsonOption>(), command.args);
      } finally {
        await trove.close();
      }
    });
  return command;
}

function print(json: boolean, result: object, report: string): void {
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : report);
}

async function status(trove: Trove, { json }: JsonOption): Promise<void> {
  const result = await statusOf(trove);
  print(json, result, statusReport(result));
}

async function statusOf({ indexing, keywordIndex, catalog }: Trove): Promise<IndexStatusReport> {
  const products = await catalog.count();
  if (indexing === null)
    return { engine: 'embedded', products, problems: (await keywordIndex?.verify()) ?? [] };
  const { searchIndex, ledger, outbox } = indexing;
  const live = await searchIndex.live();
  return {
    engine: 'external',
    products,
    live,
    visible: live === null ? 0 : await searchIndex.countVisible(live),
    underConstruction: await ledger.underConstruction(),
    kept: await ledger.kept(),
    ...(await outbox.status(systemClock())),
  };
}

async function rebuild(trove: Trove, { json }: JsonOption): Promise<void> {
  const { indexing, keywordIndex, catalog } = trove;
  if (indexing !== null) return changeIndex('rebuild', indexing, json);
  await watched('Rebuilding the index', async (onProgress) => keywordIndex?.rebuild(onProgress));
  const products = await catalog.count();
  print(
    json,
    { engine: 'embedded', products },
    `The index was rebuilt: ${products.toLocaleString('en')} products.\n`,
  );
}

async function rollBack({ indexing }: Trove, { json }: JsonOption): Promise<void> {
  await changeIndex('rollBack', external(indexing), json);
}

async function changeIndex(
  way: 'rebuild' | 'rollBack',
  { rebuilder }: SearchIndexing,
  json: boolean,
): Promise<void> {
  const interrupt = stopOnInterrupt();
  const { signal } = interrupt;
  try {
    const label = way === 'rebuild' ? 'Rebuilding the index' : 'Going back';
    const change = await watched(label, (onProgress) => rebuilder[way]({ onProgress, signal }));
    print(json, { engine: 'external', ...change }, changeReport(change));
  } finally {
    interrupt.release();
  }
}

async function watched<T>(
  label: string,
  work: (onProgress: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  const progress = startProgress(label, true);
  try {
    return await work((done, total) => {
      progress.update(total === 0 ? 1 : done / total, `${done.toLocaleString('en')} products`);
    });
  } finally {
    progress.end();
  }
}

async function failed({ indexing }: Trove, { json }: JsonOption): Promise<void> {
  const { outbox } = external(indexing);
  await writeLines(failedLines(outbox, json), undefined);
}

async function* failedLines(
  outbox: SearchIndexing['outbox'],
  json: boolean,
): AsyncGenerator<string> {
  let last: Sku | null = null;
  for (;;) {
    const page: readonly FailedEntry[] = await outbox.failed(last, FAILED_PAGE);
    for (const entry of page) yield json ? `${JSON.stringify(entry)}\n` : failedReport(entry);
    const end = page.at(-1);
    if (!end) return;
    last = end.sku;
  }
}

async function replay(
  { indexing }: Trove,
  { json }: JsonOption,
  skus: readonly string[],
): Promise<void> {
  const { outbox } = external(indexing);
  const replayed = await outbox.replay(skus.length === 0 ? null : skus.map(asSku), systemClock());
  print(json, { replayed }, `${replayed.toLocaleString('en')} products will be tried again.\n`);
}

function external(indexing: SearchIndexing | null): SearchIndexing {
  if (indexing !== null) return indexing;
  throw new TroveError(
    'INVALID_INPUT',
    'The embedded index is part of the database and changes with it: there is nothing to go back to or to try again. ' +
      '`trove index status` checks it, `trove index rebuild` makes it anew.',
  );
}
