import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { unreadable } from '../adapters/row-readers/unreadable';
import { leaveOneOut } from '../evaluation/recommend/leave-one-out';
import {
  measureRecommender,
  type FittedOn,
  type MeasurementOrder,
} from '../evaluation/recommend/measure-recommender';
import type { NamedLog } from '../evaluation/recommend/named-log.types';
import { readItemAttributes } from '../evaluation/recommend/read-item-attributes';
import { readSequences } from '../evaluation/recommend/read-sequences';
import { readTimedRatings } from '../evaluation/recommend/read-timed-ratings';
import { timeSplit } from '../evaluation/recommend/time-split';
import type { ItemFeatures } from '../recommendation/learning/interaction-log.types';
import { shelvedNames, workshopNamed } from '../server/recommender-shelf';
import { TroveError } from '../shared/errors';
import { recommendationReport, type RecommendationEvaluation } from './evaluate-recommend-report';
import { optionsWith } from './model-options';
import { startProgress } from './progress';
import { readLines } from './read-lines';
import { stopOnInterrupt } from './stop-on-interrupt';

interface EvaluateRecommendOptions {
  readonly sequences?: string;
  readonly ratings?: string;
  readonly model: string;
  readonly items?: string;
  readonly split: 'leave-one-out' | 'time';
  readonly at: number;
  readonly refit: boolean;
  readonly validation: boolean;
  readonly countTestItems: boolean;
  readonly set: readonly string[];
  readonly seed: number;
  readonly json: boolean;
}

const HELP = `
A sequence file has one shopper per line: "shopper item item …", oldest first. A ratings file has one act per line: "shopper item rating
epoch-seconds". All items are ranked, those of the history excluded. See docs/evaluation.md for what the numbers mean.`;

/** `trove evaluate recommend` */
export function evaluateRecommendCommand(): Command {
  return new Command('recommend')
    .description(
      'Fit a recommender on a file of what shoppers did, and measure what it recommends next.',
    )
    .option('--sequences <file>', 'what each shopper touched, in order')
    .option('--ratings <file>', 'acts with times, such as u.data of MovieLens')
    .requiredOption('--model <name>', `one of: ${shelvedNames().join(', ')}`)
    .option('--items <file>', 'attributes of the items, a JSON object')
    .addOption(
      new Option('--split <how>', 'what is kept back')
        .choices(['leave-one-out', 'time'])
        .default('leave-one-out'),
    )
    .option('--at <share>', 'share of the acts before the moment of a time split', share, 0.9)
    .option('--refit', 'learn from the validation items too: another protocol', false)
    .option('--validation', 'measure on the validation items, to choose options by', false)
    .option('--count-test-items', 'learn from the test items too: checks the harness only', false)
    .option('--set <key=value>', 'an option of the model; may be repeated', gathered, [])
    .option('--seed <number>', 'the same seed and data give the same model', seed, 1)
    .option('--json', 'print the result as one JSON object', false)
    .addHelpText('after', HELP)
    .action(runEvaluation);
}

function share(text: string): number {
  const number = Number(text);
  if (number > 0 && number < 1) return number;
  throw new InvalidArgumentError('It is a number above 0 and below 1.');
}

function seed(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number from 0 to 999999999.');
}

const gathered = (text: string, before: readonly string[]): readonly string[] => [...before, text];

async function runEvaluation(options: EvaluateRecommendOptions): Promise<void> {
  const workshop = workshopNamed(options.model);
  const chosen = optionsWith(workshop.defaults, options.set);
  const fittedOn = fittedOnOf(options);
  const named = await readLog(options);
  const interrupt = stopOnInterrupt();
  const progress = startProgress(`Evaluating ${options.model}`, true);
  const order: MeasurementOrder = {
    split: options.split === 'time' ? timeSplit(named.log, options.at) : leaveOneOut(named.log),
    log: named.log,
    features: await readFeatures(options.items, named.items),
    fittedOn,
    measuredOn: options.validation ? 'VALIDATION' : 'TEST',
    options: chosen,
    seed: options.seed,
    signal: interrupt.signal,
    now: () => performance.now(),
    onProgress: (done, note) => {
      progress.update(done, note);
    },
  };
  try {
    const measured = await measureRecommender(workshop, order);
    progress.end();
    print({ ...measured, peakMemoryMib: process.resourceUsage().maxRSS / 1024 }, options.json);
  } finally {
    progress.end();
    interrupt.release();
  }
}

function print(evaluation: RecommendationEvaluation, asJson: boolean): void {
  process.stdout.write(
    asJson ? `${JSON.stringify(evaluation)}\n` : recommendationReport(evaluation),
  );
}

function fittedOnOf({ refit, validation, countTestItems }: EvaluateRecommendOptions): FittedOn {
  if (validation && (refit || countTestItems))
    throw new TroveError(
      'INVALID_INPUT',
      '--validation measures on what --refit and --count-test-items learn from. Leave one of them out.',
    );
  if (countTestItems) return 'EVERYTHING';
  return refit ? 'TRAIN_AND_VALIDATION' : 'TRAIN';
}

async function readLog({ sequences, ratings }: EvaluateRecommendOptions): Promise<NamedLog> {
  if (sequences !== undefined && ratings === undefined) return readSequences(readLines(sequences));
  if (ratings !== undefined && sequences === undefined) return readTimedRatings(readLines(ratings));
  throw new TroveError('INVALID_INPUT', 'Give either --sequences or --ratings.');
}

async function readFeatures(
  file: string | undefined,
  items: readonly string[],
): Promise<ItemFeatures | null> {
  if (file === undefined) return null;
  try {
    return readItemAttributes(await readFile(file, 'utf8'), items);
  } catch (error) {
    throw unreadable(file, error);
  }
}
