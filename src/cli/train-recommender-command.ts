import { randomUUID } from 'node:crypto';
import { Command, Option } from 'commander';
import { pinoLogger } from '../adapters/logger-pino/pino-logger';
import { readConfig } from '../config/read-config';
import { trainRecommenderHere } from '../server/train-recommender-here';
import { systemClock } from '../shared/clock';
import { asTrainingRunId } from '../shared/ids';
import { endWithParent } from './end-with-parent';
import { startProgress } from './progress';
import { recommenderTrainingReport } from './recommender-training-report';
import { seed } from './seed-option';
import { stopOnInterrupt } from './stop-on-interrupt';
import { takenByAnother } from './taken-by-another';

interface TrainRecommenderOptions {
  readonly mode: 'fine-tune' | 'full';
  readonly seed: number;
  readonly run?: string;
  readonly json: boolean;
}

const MODES = { 'fine-tune': 'FINE_TUNE', full: 'FULL' } as const;

const HELP = `
Learns from what shoppers did, whatever led them there. The new version is compared with the one that serves, or with what most have touched, on what shoppers
did next and neither has learnt from. See docs/recommenders.md.`;

/** `trove train recommender` */
export function trainRecommenderCommand(): Command {
  return new Command('recommender')
    .description('Train the recommenders, and let them serve when they pass.')
    .addOption(
      new Option('--mode <mode>', 'count anew and keep what is trained, or begin anew')
        .choices(Object.keys(MODES))
        .default('full'),
    )
    .option('--seed <number>', 'the same seed and data give the same model', seed, 1)
    .addOption(new Option('--run <id>', 'a training run that waits').hideHelp())
    .option('--json', 'print the result as one JSON object', false)
    .addHelpText('after', HELP)
    .action(runTraining);
}

async function runTraining(options: TrainRecommenderOptions): Promise<void> {
  const config = readConfig(process.env);
  const interrupt = stopOnInterrupt();
  const stop = endWithParent();
  // Whoever started this for a run looks at the run.
  const progress =
    options.run === undefined ? startProgress('Training the recommenders', true) : null;
  const surroundings = {
    clock: systemClock,
    newId: randomUUID,
    logger: pinoLogger(config.logLevel),
  };
  const request = {
    run: options.run === undefined ? null : asTrainingRunId(options.run),
    mode: MODES[options.mode],
    reason: 'trove train recommender',
    seed: options.seed,
    signal: AbortSignal.any([interrupt.signal, stop]),
    onProgress: (done: number, note?: string) => {
      progress?.update(done, note ?? 'learning');
    },
  };
  try {
    const trained = await trainRecommenderHere(config, request, surroundings);
    progress?.end();
    if (trained === null) throw takenByAnother();
    process.stdout.write(
      options.json ? `${JSON.stringify(trained)}\n` : recommenderTrainingReport(trained),
    );
  } finally {
    progress?.end();
    interrupt.release();
  }
}
