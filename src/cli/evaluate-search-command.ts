import { readFile, writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { unreadable } from '../adapters/row-readers/unreadable';
import { openRows } from '../adapters/row-readers/open-rows';
import { readConfig } from '../config/read-config';
import { DEFAULT_RESAMPLES } from '../evaluation/bootstrap';
import { corruptQuery } from '../evaluation/corrupt-query';
import { readJudgments } from '../evaluation/read-judgments';
import { alignRuns, parseSavedRun, type SavedRun } from '../evaluation/saved-run';
import { RECALL_DEPTH, runSearches, type RankProducts } from '../evaluation/search-run';
import {
  compareSearches,
  summarizeSearches,
  type BootstrapSettings,
} from '../evaluation/search-summary';
import { openTrove, type Trove } from '../server/composition-root';
import { TroveError, quoted } from '../shared/errors';
import { evaluationReport, perQueryTable, type SearchEvaluation } from './evaluation-report';

interface EvaluateSearchOptions {
  readonly judgments: string;
  readonly k: number;
  readonly bootstrap: number;
  readonly typos?: number;
  readonly save?: string;
  readonly against?: string;
  readonly perQuery?: string;
  readonly json: boolean;
}

/** Intervals are the same each time the command runs. */
const BOOTSTRAP_SEED = 1;

const HELP = `
The judgment file is a CSV with the columns query, product_id (the SKU) and grade (0 irrelevant, 3 perfect).
See docs/evaluation.md for what the numbers mean.`;

/** `trove evaluate search` */
export function evaluateSearchCommand(): Command {
  return new Command('search')
    .description('Ask judged queries of the catalogue in the data folder and measure the answers.')
    .requiredOption('--judgments <file>', 'who judged which product how for which query')
    .option('--k <rank>', 'where nDCG is cut', wholeNumber(1, 100), 10)
    .option('--typos <seed>', 'also ask with one typing mistake per query', wholeNumber(0, 999_999))
    .option('--save <file>', 'keep the run as JSON')
    .option('--against <file>', 'compare with a run that was kept')
    .option('--per-query <file>', 'write every query as a line of CSV')
    .option('--bootstrap <n>', 'resamples', wholeNumber(100, 1_000_000), DEFAULT_RESAMPLES)
    .option('--json', 'print the result as one JSON object', false)
    .addHelpText('after', HELP)
    .action(runEvaluation);
}

function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It is a whole number from ${min} to ${max}.`);
  };
}

async function runEvaluation(options: EvaluateSearchOptions): Promise<void> {
  const source = await openRows({ location: options.judgments, format: null, delimiter: null });
  const queries = await readJudgments(source.rows);
  const baseline = options.against === undefined ? null : await loadRun(options.against);
  const config = readConfig(process.env);
  const limits = { ...config.limits, pageSize: Math.max(config.limits.pageSize, RECALL_DEPTH) };
  const trove = await openTrove({ ...config, limits }, { notesSearches: false });
  try {
    await refuseEmptyCatalogue(trove);
    // A search does not wait for encoders to be loaded; what is judged should not depend on how long that takes.
    await trove.semantics.spaces.lookAgain();
    const evaluation = await evaluate(rankBy(trove), { queries, baseline, options });
    await keep(evaluation, options);
    process.stdout.write(
      options.json ? `${JSON.stringify(evaluation)}\n` : evaluationReport(evaluation),
    );
  } finally {
    await trove.close();
  }
}

interface EvaluationOrder {
  readonly queries: Awaited<ReturnType<typeof readJudgments>>;
  readonly baseline: SavedRun | null;
  readonly options: EvaluateSearchOptions;
}

async function evaluate(
  rank: RankProducts,
  { queries, baseline, options }: EvaluationOrder,
): Promise<SearchEvaluation> {
  const { k, typos } = options;
  const bootstrap: BootstrapSettings = { resamples: options.bootstrap, seed: BOOTSTRAP_SEED };
  const names = queries.map((query) => query.text);
  const earlier = baseline === null ? null : alignRuns(baseline, k, names);
  const run = (ask: (query: string) => string) =>
    runSearches({ queries, k, ask, now: () => performance.now() }, rank);
  const outcomes = await run((query) => query);
  const mistyped = typos === undefined ? null : await run((query) => corruptQuery(query, typos));
  return {
    k,
    summary: summarizeSearches(outcomes, bootstrap),
    outcomes,
    typos: mistyped && {
      seed: typos ?? 0,
      changedQueries: mistyped.filter(({ query, asked }) => query !== asked).length,
      summary: summarizeSearches(mistyped, bootstrap),
      comparison: compareSearches(mistyped, outcomes, bootstrap),
      outcomes: mistyped,
    },
    against: earlier && {
      file: options.against ?? '',
      comparison: compareSearches(outcomes, earlier, bootstrap),
    },
  };
}

/** The service as a shopper meets it: no filter, no facets, by relevance. */
function rankBy({ search }: Trove): RankProducts {
  return async (text, limit) => {
    const { hits, total } = await search.search({
      text,
      filter: null,
      facets: [],
      sort: 'RELEVANCE',
      unavailable: 'SHOW',
      first: limit,
      after: null,
      highlight: false,
      shopper: null,
      session: null,
    });
    return { productIds: hits.map((hit) => hit.product.sku), total: total.count };
  };
}

async function refuseEmptyCatalogue(trove: Trove): Promise<void> {
  if ((await trove.catalog.count()) > 0) return;
  throw new TroveError(
    'INVALID_INPUT',
    'The catalogue is empty, so there is nothing to evaluate. Import products first, or set TROVE_DATA_DIR.',
  );
}

async function loadRun(file: string): Promise<SavedRun> {
  try {
    return parseSavedRun(await readFile(file, 'utf8'), file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function keep(
  { k, outcomes, typos }: SearchEvaluation,
  { save, perQuery }: EvaluateSearchOptions,
): Promise<void> {
  const savedAt = new Date().toISOString();
  const run: SavedRun = { format: 'trove-search-run-1', savedAt, k, outcomes };
  if (save !== undefined) await write(save, `${JSON.stringify(run, null, 1)}\n`);
  if (perQuery !== undefined)
    await write(perQuery, perQueryTable(outcomes, typos?.outcomes ?? null));
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TroveError(
      'INVALID_INPUT',
      `The file ${quoted(file)} cannot be written (${reason}). Name another one.`,
      { file },
      { cause: error },
    );
  }
}
