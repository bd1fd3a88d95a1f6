import { parseArgs } from 'node:util';
import { startProgress } from '../../src/cli/progress';
import { describeChaos, describeRebuild } from './describe-report';
import { PARTS, type Part } from './kill-plan';
import { runChaos } from './run-chaos';
import { runRebuild } from './run-rebuild';

/** `npm run chaos -- [kills|rebuild] [options]`: numbers, each with a default that makes the run as large as its promise. */
const OPTIONS = {
  seed: { type: 'string', default: '1' },
  products: { type: 'string' },
  events: { type: 'string', default: '200000' },
  batch: { type: 'string', default: '250' },
  kills: { type: 'string', default: '5' },
  'redis-kills': { type: 'string', default: '2' },
  writes: { type: 'string', default: '200' },
  'per-mutation': { type: 'string', default: '10' },
  searches: { type: 'string', default: '50' },
  rebuilds: { type: 'string', default: '1' },
  'readable-within': { type: 'string', default: '15' },
} as const;

type Settings = Readonly<Record<string, string | undefined>>;

interface Outcome {
  readonly findings: readonly string[];
  readonly text: string;
}

async function main(): Promise<void> {
  // Ends with an event, upon which those that were started here end, too.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const [program = 'kills'] = positionals;
  const run = { kills, rebuild }[program];
  if (!run) throw new Error(`There are "kills" and "rebuild", not "${program}".`);
  const { text, findings } = await run(values);
  process.stdout.write(text);
  process.exitCode = findings.length === 0 ? 0 : 1;
}

async function kills(values: Settings): Promise<Outcome> {
  const times = Object.fromEntries(
    PARTS.map((part) => [part, Number(part === 'redis' ? values['redis-kills'] : values['kills'])]),
  ) as Record<Part, number>;
  const plan = {
    seed: Number(values['seed']),
    products: Number(values['products'] ?? 100_000),
    events: Number(values['events']),
    batch: Number(values['batch']),
    kills: times,
  };
  const report = await shown('Chaos', (onProgress) => runChaos(plan, onProgress));
  return { findings: report.findings, text: describeChaos(report) };
}

async function rebuild(values: Settings): Promise<Outcome> {
  const plan = {
    seed: Number(values['seed']),
    products: Number(values['products'] ?? 20_000),
    writesPerSecond: Number(values['writes']),
    productsPerMutation: Number(values['per-mutation']),
    searchesPerSecond: Number(values['searches']),
    rebuilds: Number(values['rebuilds']),
    isPatient: false,
    readableWithinSeconds: Number(values['readable-within']),
  };
  const report = await shown('Rebuild', (onProgress) => runRebuild(plan, onProgress));
  return { findings: report.findings, text: describeRebuild(report) };
}

async function shown<T>(
  label: string,
  work: (onProgress: (done: number, note: string) => void) => Promise<T>,
): Promise<T> {
  const progress = startProgress(label, true);
  try {
    return await work((done, note) => {
      progress.update(done, note);
    });
  } finally {
    progress.end();
  }
}

void main();
