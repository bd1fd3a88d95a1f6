import type { CaseSlice } from '../evaluation/recommend/cold-slices';
import type { ListMetrics } from '../evaluation/recommend/list-metrics';
import type { FittedOn, RecommenderMeasurement } from '../evaluation/recommend/measure-recommender';
import type { CaseMean } from '../evaluation/recommend/rank-metrics';
import { table } from './table';

/** A measurement, and the largest resident set of the process that took it. */
export interface RecommendationEvaluation extends RecommenderMeasurement {
  readonly peakMemoryMib: number;
}

/** In words; what is not the published protocol says so. */
export const FITTED_ON: Readonly<Record<FittedOn, string>> = {
  TRAIN: 'train only',
  TRAIN_AND_VALIDATION: 'train and validation (another protocol: not comparable with "train only")',
  EVERYTHING: 'everything, the test items included (only to check the harness)',
};

/** The evaluation for a person at a terminal. */
export function recommendationReport(evaluation: RecommendationEvaluation): string {
  const { model, protocol, fittedOn, measuredOn, cases, items, shoppers } = evaluation;
  return [
    `${model}, ${protocol}, fitted on ${FITTED_ON[fittedOn]}, measured on ${measuredOn === 'TEST' ? 'the test items' : 'the validation items'}.`,
    `${cases} cases, ${items} items, ${shoppers} shoppers, ${evaluation.actsLearntFrom} acts learnt from, seed ${evaluation.seed}.`,
    ...(evaluation.repeatedTargets === 0
      ? []
      : [`${evaluation.repeatedTargets} acts were left out as targets: their shopper had touched the item before.`]), // prettier-ignore
    `Options: ${JSON.stringify(evaluation.options)}`,
    '',
    'Means over cases ± standard error; all items ranked, the history excluded:',
    '',
    rankTable(evaluation),
    ...listLines(evaluation.lists),
    '',
    sliceTable(evaluation.slices),
    `Fitted in ${evaluation.fitSeconds.toFixed(1)} s by ${evaluation.engine}, measured in ${evaluation.evaluationSeconds.toFixed(1)} s; peak memory ${evaluation.peakMemoryMib.toFixed(0)} MiB, artefact ${(evaluation.artefactBytes / 1024 ** 2).toFixed(1)} MiB.`,
    ...Object.entries(evaluation.fit).map(([name, value]) => `  ${name} ${String(value)}`),
    '',
  ].join('\n');
}

function rankTable({ ranks }: RecommendationEvaluation): string {
  return table([
    ['  at', 'HR', 'NDCG', 'MRR'],
    ...ranks.map(({ k, hitRate, ndcg, reciprocalRank }) => [
      `  ${k}`,
      spread(hitRate),
      spread(ndcg),
      spread(reciprocalRank),
    ]),
  ]);
}

function listLines(lists: ListMetrics): readonly string[] {
  return [
    'What is in the lists of 10:',
    `  coverage         ${(100 * lists.coverage).toFixed(1)} % of all items`,
    `  novelty          ${lists.novelty.toFixed(2)} bits`,
    `  Gini             ${lists.gini.toFixed(3)} (of the acts learnt from: ${lists.giniOfActs.toFixed(3)})`,
    `  diversity        ${lists.diversity === null ? 'unknown: give --items' : lists.diversity.toFixed(3)}`,
    `  length           ${lists.length.toFixed(1)}`,
  ];
}

function sliceTable(slices: readonly CaseSlice[]): string {
  return table([
    ['Slice', 'cases', 'HR@10', 'NDCG@10'],
    ...slices.map(({ name, cases, metrics }) => [
      name,
      String(cases),
      spread(metrics.hitRate),
      spread(metrics.ndcg),
    ]),
  ]);
}

const spread = ({ mean, standardError }: CaseMean): string =>
  `${mean.toFixed(4)} ± ${standardError.toFixed(4)}`;
