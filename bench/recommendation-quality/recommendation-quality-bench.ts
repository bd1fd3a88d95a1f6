import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RecommendationEvaluation } from '../../src/cli/evaluate-recommend-report';
import type { CaseMean } from '../../src/evaluation/recommend/rank-metrics';
import type { Cell, Measurement } from '../bench-report';
import { amazonFiles } from '../data-sets';
import { planRuns, type PlannedRun } from './bench-plan';
import { publishedFigures } from './published-figures';

const MAIN = join(__dirname, '..', '..', 'src', 'cli', 'main.js');

const COLUMNS = [
  ...['data', 'model', 'fitted on', 'HR@10', 'NDCG@10', 'HR@5', 'NDCG@20', 'coverage@10', 'Gini'],
  ...['seed', 'epochs', 'fit s', 'peak MiB', 'engine'],
];

/** How well each recommender finds what shoppers did next, beside what others reached on the same data. */
export async function recommendationQualityBench(): Promise<Measurement> {
  const runs = planRuns(process.argv.slice(2));
  const rows: (readonly Cell[])[] = [];
  for (const data of new Set(runs.map((run) => run.data))) {
    for (const { model, source, hitRate, ndcg } of publishedFigures(data))
      rows.push([data, `${model} (${source})`, 'train', hitRate.toFixed(4), ndcg.toFixed(4), ...Array.from({ length: 9 }, () => '')]); // prettier-ignore
    for (const run of runs.filter((one) => one.data === data)) rows.push(await measure(run));
  }
  return {
    name: 'recommendation-quality',
    how:
      'Leave-one-out on the sets of Amazon reviews that the published tables use: last item = test, full ranking over all items, history excluded, mean ± standard error over shoppers; each run in a process of its own. ' +
      'Fitted on "train" as in the published tables; "train + validation" is another protocol (what production does) and cannot be compared with them. Options were chosen on the validation items of Beauty and are the same for every set.',
    columns: COLUMNS,
    rows,
  };
}

async function measure(run: PlannedRun): Promise<readonly Cell[]> {
  const { sequences, attributes } = amazonFiles(run.data);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      ...[MAIN, 'evaluate', 'recommend', '--json', '--sequences', sequences, '--items', attributes],
      ...['--model', run.model, '--seed', String(run.seed)],
      ...(run.refit ? ['--refit'] : []),
      ...run.set.flatMap((assignment) => ['--set', assignment]),
    ],
    { maxBuffer: 2 ** 26 },
  );
  // The command printed what its own type says.
  return rowOf(run, JSON.parse(stdout) as RecommendationEvaluation);
}

function rowOf(run: PlannedRun, found: RecommendationEvaluation): readonly Cell[] {
  const at = (k: number) => found.ranks.find((ranks) => ranks.k === k);
  return [
    run.data,
    [run.model, ...run.set].join(' '),
    run.refit ? 'train + validation' : 'train',
    spread(at(10)?.hitRate),
    spread(at(10)?.ndcg),
    at(5)?.hitRate.mean.toFixed(4) ?? '',
    at(20)?.ndcg.mean.toFixed(4) ?? '',
    found.lists.coverage.toFixed(3),
    found.lists.gini.toFixed(3),
    run.seed,
    found.fit['epochs'] ?? '',
    found.fitSeconds.toFixed(1),
    found.peakMemoryMib.toFixed(0),
    found.engine,
  ];
}

const spread = (value: CaseMean | undefined): string =>
  value === undefined ? '' : `${value.mean.toFixed(4)} ± ${value.standardError.toFixed(4)}`;
