import { Command, InvalidArgumentError, Option } from 'commander';
import { openRows } from '../adapters/row-readers/open-rows';
import { GraphqlShop } from '../adapters/shop-graphql/graphql-shop';
import { readJudgments } from '../evaluation/read-judgments';
import { DEFAULT_CLICK_MODEL } from '../simulation/click-model';
import { simulate, type AskedQueries, type SimulationPlan } from '../simulation/simulate';
import { startProgress } from './progress';
import { simulationReport } from './simulation-report';
import { stopOnInterrupt } from './stop-on-interrupt';

interface SimulateOptions {
  readonly url: string;
  readonly judgments: string;
  readonly queries: AskedQueries;
  readonly splitSeed: number;
  readonly folds: number;
  readonly fold: number;
  readonly sessions: number;
  readonly seed: number;
  readonly concurrency: number;
  readonly rate?: number;
  readonly pageSize: number;
  readonly eta: number;
  readonly noise: number;
  readonly bots: number;
  readonly botKind: 'flood' | 'swarm';
  readonly json: boolean;
}

const HELP = `
The judgment file is a CSV with the columns query, product_id (the SKU) and grade (0 irrelevant, 3 perfect).
Never point this at a shop that people use: made-up events count like real ones. See docs/learning-loop.md.`;

/** `trove simulate` */
export function simulateCommand(): Command {
  return new Command('simulate')
    .description(
      'Let made-up shoppers search, click and buy through the API, to see what is learnt from it.',
    )
    .requiredOption('--judgments <file>', 'who would like which product how much for which query')
    .option('--url <address>', 'the gateway that they visit', address, 'http://127.0.0.1:4000')
    .addOption(
      new Option('--queries <group>', 'what they ask')
        .choices(['train', 'test', 'all'])
        .default('train'),
    )
    .option('--folds <n>', 'parts into which the queries are split', wholeNumber(2, 1000), 5)
    .option('--fold <n>', 'the part that is kept unseen', wholeNumber(1, 1000), 1)
    .option('--split-seed <n>', 'another seed, another split', wholeNumber(0, 2 ** 31), 1)
    .option('--sessions <n>', 'visits, of one search or a few', wholeNumber(0, 10_000_000), 1000)
    .option('--seed <n>', 'another seed, other shoppers', wholeNumber(0, 2 ** 31), 1)
    .option('--concurrency <n>', 'searches under way at once', wholeNumber(1, 1000), 8)
    .option('--rate <n>', 'searches a second at most', number(0.01, 1_000_000))
    .option('--page-size <n>', 'hits that they see', wholeNumber(1, 1000), 20)
    .option(
      '--eta <n>',
      'how fast attention falls from place to place; 0: not at all',
      number(0, 10),
      DEFAULT_CLICK_MODEL.eta,
    )
    .option(
      '--noise <n>',
      'chance that what is irrelevant attracts',
      number(0, 1),
      DEFAULT_CLICK_MODEL.noise,
    )
    .option('--bots <n>', 'searches of robots that click at random', wholeNumber(0, 10_000_000), 0)
    .addOption(
      new Option('--bot-kind <kind>', 'few robots that never stop, or many that come once')
        .choices(['flood', 'swarm'])
        .default('flood'),
    )
    .option('--json', 'print the result as one JSON object', false)
    .addHelpText('after', HELP)
    .action(run);
}

function number(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+(\.\d+)?$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It is a number from ${min} to ${max}.`);
  };
}

function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It is a whole number from ${min} to ${max}.`);
  };
}

function address(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
    return text.replace(/\/(graphql)?\/?$/, '');
  throw new InvalidArgumentError('It is an address such as http://127.0.0.1:4000.');
}

async function run(options: SimulateOptions): Promise<void> {
  const source = await openRows({ location: options.judgments, format: null, delimiter: null });
  const judged = await readJudgments(source.rows);
  const interrupt = stopOnInterrupt();
  const progress = startProgress('Simulating', true);
  try {
    const report = await simulate(judged, planOf(options), new GraphqlShop(options.url), {
      signal: interrupt.signal,
      now: () => performance.now(),
      onProgress: (done, of) => {
        progress.update(of === 0 ? 1 : done / of, `${done.toLocaleString('en')} searches`);
      },
    });
    progress.end();
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : simulationReport(report));
  } finally {
    progress.end();
    interrupt.release();
  }
}

function planOf(options: SimulateOptions): SimulationPlan {
  const { splitSeed, folds, fold, eta, noise, bots, botKind } = options;
  return {
    clickModel: { ...DEFAULT_CLICK_MODEL, eta, noise },
    split: { seed: splitSeed, folds, fold },
    asked: options.queries,
    sessions: options.sessions,
    robots: { kind: botKind === 'flood' ? 'FLOOD' : 'SWARM', searches: bots },
    seed: options.seed,
    pageSize: options.pageSize,
    concurrency: options.concurrency,
    rate: options.rate ?? null,
  };
}
