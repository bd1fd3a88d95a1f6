import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../config/read-config';
import { demoFiles } from '../demo/demo-files';
import { inventDemoShop } from '../demo/demo-shop';
import { DEFAULT_DEMO_SEED, loadDemo } from '../demo/load-demo';
import { openTrove } from '../server/composition-root';
import { systemClock } from '../shared/clock';
import { notWritable } from './not-writable';

interface DemoOptions {
  readonly seed: number;
  readonly out?: string;
  readonly json: boolean;
}

const HELP = `
The same seed always makes the same products and shoppers. Events end at the time of the call, so that there is something
recent in them. A catalogue that was imported is never replaced.`;

/** `trove demo`: a made-up shop to try things on. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('Load a made-up shop of 2,000 products and 20,000 events into an empty catalogue.')
    .option('--seed <number>', 'which shop', seedOf, DEFAULT_DEMO_SEED)
    .option('--out <folder>', 'write products.jsonl and events.jsonl there instead')
    .option('--json', 'print the result as one JSON object', false)
    .addHelpText('after', HELP)
    .action(runDemo);
}

function seedOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number from 0 to 999999999.');
}

async function runDemo(options: DemoOptions): Promise<void> {
  const result =
    options.out === undefined
      ? await loadInto(options.seed)
      : await writeTo(options.out, options.seed);
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : reportOf(result));
}

interface DemoResult {
  readonly seed: number;
  /** Folder of the data or of the files. */
  readonly folder: string;
  readonly outcome: 'loaded' | 'already there' | 'written';
  readonly products: number;
  readonly events: number;
}

async function loadInto(seed: number): Promise<DemoResult> {
  const config = readConfig(process.env);
  const trove = await openTrove(config);
  try {
    const { loaded, products, events } = await loadDemo(trove, seed, systemClock());
    const outcome = loaded ? 'loaded' : 'already there';
    return { seed, folder: config.dataDir, outcome, products, events };
  } finally {
    await trove.close();
  }
}

async function writeTo(folder: string, seed: number): Promise<DemoResult> {
  const shop = inventDemoShop(seed, systemClock());
  const { products, events } = shop;
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, lines] of Object.entries(demoFiles(shop)))
      await writeFile(join(folder, name), lines);
  } catch (error) {
    throw notWritable('folder', folder, '--out', error);
  }
  return { seed, folder, outcome: 'written', products: products.length, events: events.length };
}

function reportOf({ seed, folder, outcome, products, events }: DemoResult): string {
  const amount = `${products.toLocaleString('en')} products and ${events.toLocaleString('en')} events`;
  const next =
    outcome === 'written'
      ? `Import them with "npx trove import products ${join(folder, 'products.jsonl')}".`
      : 'Serve it with "npm start".';
  return `Demo shop (seed ${seed}) ${outcome}: ${amount} in ${folder}\n${next}\n`;
}
