import { randomUUID } from 'node:crypto';
import { Command, InvalidArgumentError, Option } from 'commander';
import { pinoLogger } from '../adapters/logger-pino/pino-logger';
import { readConfig } from '../config/read-config';
import { trainHere, type TrainingRequest } from '../server/train-here';
import { asEpochMs, systemClock, type EpochMs } from '../shared/clock';
import { asTrainingRunId } from '../shared/ids';
import { endWithParent } from './end-with-parent';
import { startProgress } from './progress';
import { seed } from './seed-option';
import { stopOnInterrupt } from './stop-on-interrupt';
import { takenByAnother } from './taken-by-another';
import { trainRecommenderCommand } from './train-recommender-command';
import { trainingReport } from './training-report';

interface TrainRerankerOptions {
  readonly judgments?: string;
  readonly mode: 'fine-tune' | 'full';
  readonly from?: EpochMs;
  readonly to?: EpochMs;
  readonly seed: number;
  /** False with --no-position-bias; true when nothing was said, and then the configuration decides. */
  readonly positionBias: boolean;
  readonly run?: string;
  readonly json: boolean;
}

const MODES = { 'fine-tune': 'FINE_TUNE', full: 'FULL' } as const;

const HELP = `
Learns from what shoppers did with the pages they were shown, or from judgments: a CSV with the columns query, product_id (the SKU)
and grade (0 irrelevant, 3 perfect). The new model is compared with the one that serves on lists that neither has seen; only a better
one comes to serve. See docs/training.md.`;

/** `trove train …`: one subcommand per model that learns. */
export function trainCommand(): Command {
  return new Command('train')
    .description('Train a model.')
    .addCommand(trainRerankerCommand())
    .addCommand(trainRecommenderCommand());
}

function trainRerankerCommand(): Command {
  return new Command('reranker')
    .description('Train the reranker, and let it serve when it is better.')
    .option('--judgments <file>', 'learn from judgments instead of feedback')
    .addOption(
      new Option('--mode <mode>', 'go on from the model that serves, or begin anew')
        .choices(Object.keys(MODES))
        .default('fine-tune'),
    )
    .option('--from <moment>', 'learn from pages shown since, such as 2026-11-01', moment)
    .option('--to <moment>', 'learn from pages shown before', moment)
    .option('--seed <number>', 'the same seed and data give the same model', seed, 1)
    .option('--no-position-bias', 'take clicks as they are, to see what position bias does')
    .addOption(new Option('--run <id>', 'a training run that waits').hideHelp())
    .option('--json', 'print the result as one JSON object', false)
    .addHelpText('after', HELP)
    .action(runTraining);
}

function moment(text: string): EpochMs {
  const parsed = Date.parse(text);
  if (!Number.isNaN(parsed)) return asEpochMs(parsed);
  throw new InvalidArgumentError('It is a date such as 2026-11-01 or 2026-11-01T12:00:00Z.');
}

async function runTraining(options: TrainRerankerOptions): Promise<void> {
  const config = readConfig(process.env);
  const interrupt = stopOnInterrupt();
  const stop = endWithParent();
  // Whoever started this for a run looks at the run; and what it said to a process that has died would end it before it can note why.
  const progress = options.run === undefined ? startProgress('Training the reranker', true) : null;
  const surroundings = {
    clock: systemClock,
    newId: randomUUID,
    logger: pinoLogger(config.logLevel),
  };
  const request = {
    ...requestOf(options, config.training.positionBias),
    signal: AbortSignal.any([interrupt.signal, stop]),
    onProgress: (done: number) => {
      progress?.update(done, done < 0.1 ? 'reading the log' : 'learning');
    },
  };
  try {
    const trained = await trainHere(config, request, surroundings);
    progress?.end();
    if (trained === null) throw takenByAnother();
    process.stdout.write(options.json ? `${JSON.stringify(trained)}\n` : trainingReport(trained));
  } finally {
    progress?.end();
    interrupt.release();
  }
}

function requestOf(
  options: TrainRerankerOptions,
  configuredBias: TrainingRequest['positionBias'],
): Omit<TrainingRequest, 'signal' | 'onProgress'> {
  return {
    run: options.run === undefined ? null : asTrainingRunId(options.run),
    mode: MODES[options.mode],
    reason: 'trove train reranker',
    judgmentsFile: options.judgments ?? null,
    from: options.from ?? null,
    to: options.to ?? null,
    seed: options.seed,
    positionBias: options.positionBias ? configuredBias : 'NONE',
  };
}
