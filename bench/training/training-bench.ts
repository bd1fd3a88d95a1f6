import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../src/adapters/storage-typeorm/database';
import { TypeOrmModelRegistry } from '../../src/adapters/storage-typeorm/typeorm-model-registry';
import { TypeOrmTrainingRuns } from '../../src/adapters/storage-typeorm/typeorm-training-runs';
import type { ModelVersion, TrainingRun } from '../../src/models/model.types';
import { percentileOf } from '../../src/evaluation/statistics';
import type { Measurement } from '../bench-report';
import { icecatFiles } from '../data-sets';
import { judgedQueries } from '../judged-queries';
import { RESULT_PAGE_OPERATION, resultPageVariables } from '../result-page';
import { importIcecat, startGateway, temporaryDataFolder } from '../trove-process';
import { PAGE, writeConstructedLog } from './constructed-log';

/** Pages of the log; fewer for a quick look. */
const PAGES = Number(process.env.TROVE_BENCH_PAGES ?? 100_000);

const CALM_SECONDS = 20;

/** How long training takes, what it needs, and what shoppers notice of it. */
export async function trainingBench(): Promise<Measurement> {
  const dataDir = temporaryDataFolder();
  const queries = await judgedQueries(icecatFiles().judgments);
  const texts = queries.map(({ text }) => text);
  await importIcecat(dataDir);
  await writeConstructedLog(dataDir, PAGES);
  const calm = await latenciesOf(dataDir, texts, {
    environment: {
      TROVE_TRAINING_EVERY_MINUTES: '0',
      TROVE_RECOMMENDER_TRAINING_EVERY_MINUTES: '0',
    },
    until: async (ranForMs) => ranForMs > CALM_SECONDS * 1000,
  });
  let peakMib = 0;
  const busy = await latenciesOf(dataDir, texts, {
    environment: {
      TROVE_TRAINING_EVERY_MINUTES: '1440',
      TROVE_RECOMMENDER_TRAINING_EVERY_MINUTES: '0',
      TROVE_SHADOW_SEARCHES: '1000000',
    },
    until: async () => {
      peakMib = Math.max(peakMib, trainerPeakMib());
      const { finishedAt = null } = (await lastRun(dataDir)).run ?? {};
      return finishedAt !== null;
    },
  });
  const { run, model } = await lastRun(dataDir);
  if (run === null || model === null)
    throw new Error(`The training came to nothing: ${String(run?.problem?.message)}`);
  return reportOf({ calm, busy, peakMib, run, model });
}

interface Gathered {
  readonly calm: readonly number[];
  readonly busy: readonly number[];
  readonly peakMib: number;
  readonly run: TrainingRun;
  readonly model: ModelVersion;
}

function reportOf(gathered: Gathered): Measurement {
  return {
    name: 'training',
    how:
      `A constructed log of ${PAGES} pages of ${PAGE} products with every feature, in SQLite beside 19,406 Icecat products; trained by schedule in a child of ` +
      'the gateway (low priority), while one connection asks for whole result pages one after the other. Times from the first look at the log to the verdict.',
    columns: ['what', 'figure', 'goal'],
    rows: [...trainingRows(gathered), ...searchRows(gathered)],
  };
}

function trainingRows({ run, model, peakMib }: Gathered) {
  const { data, engine, metrics, verdict } = model;
  const seconds = ((run.finishedAt ?? NaN) - (run.startedAt ?? NaN)) / 1000;
  const quality = [verdict?.challengerNdcg, verdict?.championNdcg].map((value) =>
    value?.toFixed(3),
  );
  const chances = [2, 5, 10].map((place) => metrics[`examinationAt${place}`]?.toFixed(3));
  return [
    ['training, s', seconds.toFixed(0), '≤ 1200 on wasm, ≤ 300 on a native engine'],
    ['computed by', engine, ''],
    ['pages learnt from; held out', `${data.lists}; ${verdict?.lists ?? 0}`, ''],
    ['peak memory of the child, MiB', peakMib.toFixed(0), ''],
    ['nDCG@10 held out: model, keyword order', quality.join(', '), ''],
    ['examination at places 2, 5, 10 (true: .5, .2, .1)', chances.join(', '), ''],
  ];
}

function searchRows({ calm, busy }: Gathered) {
  const both = (percent: number) =>
    [calm, busy].map((times) => percentileOf(times, percent).toFixed(1)).join(', ');
  return [
    ['search p50 ms: without, while training', both(50), ''],
    ['search p99 ms: without, while training', both(99), ''],
    ['p99 while training ÷ without', (percentileOf(busy, 99) / percentileOf(calm, 99)).toFixed(2), '≤ 1.5'], // prettier-ignore
    ['searches measured: without, while training', `${calm.length}, ${busy.length}`, ''],
  ];
}

interface LoadSettings {
  readonly environment: NodeJS.ProcessEnv;
  /** Asked about once a second. */
  readonly until: (ranForMs: number) => Promise<boolean>;
}

const WARM_UP = 200;

/** Times of searches, one after the other, in milliseconds, ascending. */
async function latenciesOf(
  dataDir: string,
  texts: readonly string[],
  { environment, until }: LoadSettings,
): Promise<readonly number[]> {
  const gateway = await startGateway(dataDir, { environment });
  const times: number[] = [];
  const began = performance.now();
  const over = new AbortController();
  const watch = async (): Promise<void> => {
    do await sleep(1000);
    while (!(await until(performance.now() - began)));
    over.abort();
  };
  const watching = watch();
  for (let search = 0; !over.signal.aborted; search += 1) {
    const text = texts[search % texts.length] ?? '';
    const startedAt = performance.now();
    const response = await fetch(`${gateway.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: RESULT_PAGE_OPERATION,
        variables: resultPageVariables(text),
      }),
    });
    if (!response.ok) throw new Error(`A search was answered with ${response.status}`);
    await response.arrayBuffer();
    if (search >= WARM_UP) times.push(performance.now() - startedAt);
  }
  await watching;
  await gateway.stop();
  return times.sort((left, right) => left - right);
}

async function lastRun(dataDir: string): Promise<{
  readonly run: TrainingRun | null;
  readonly model: ModelVersion | null;
}> {
  const database = await Database.open({ kind: 'sqlite', file: join(dataDir, 'trove.db') });
  try {
    const [run = null] = await new TypeOrmTrainingRuns(database).list('RERANKER', 1, null);
    const [model = null] = await new TypeOrmModelRegistry(database).list('RERANKER', 1, null);
    return { run, model };
  } finally {
    await database.close();
  }
}

/** The largest resident set of any training process so far; 0 where /proc does not tell. */
function trainerPeakMib(): number {
  const peaks = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        const isTrainer = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('reranker\0--run');
        const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        return isTrainer ? Number(peak ?? 0) / 1024 : 0;
      } catch {
        return 0;
      }
    });
  return Math.max(0, ...peaks);
}
