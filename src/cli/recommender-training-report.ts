import type { TrainedRecommender } from '../training/recommender/train-recommender';

/** What came of a training of recommenders, for people. */
export function recommenderTrainingReport({ model, verdict }: TrainedRecommender): string {
  const { id, data, metrics, state, engine, seed, parent, features } = model;
  const { lists, challengerNdcg, championNdcg, difference } = verdict;
  const lines = [
    `Model       ${id} (${state})`,
    `Went on from ${parent ?? 'nothing'}`,
    `Learnt from ${count(metrics.acts ?? 0)} acts of ${count(data.lists)} shoppers on ${count(metrics.items ?? 0)} products; ${count(metrics.robots ?? 0)} robots left out`,
    `Parts       ${features.join(', ')}`,
    `Computed by ${engine}, seed ${seed}`,
    `Judged on   the next items of ${count(lists)} shoppers: NDCG@10 ${fixed(challengerNdcg)}, ${verdict.champion ?? 'what most have touched'} ${fixed(championNdcg)}, ` +
      `difference ${fixed(difference.mean)} (95 % interval ${fixed(difference.low)} to ${fixed(difference.high)})`,
    `Verdict     ${verdict.promote ? 'passed' : 'refused'}`,
    ...verdict.reasons.map((reason) => `  ${reason}`),
    ...verdict.guardrails.map(({ passed, words }) => `  ${passed ? 'kept' : 'BROKEN'}: ${words}`),
  ];
  return `${lines.join('\n')}\n`;
}

const count = (value: number): string => value.toLocaleString('en');

const fixed = (value: number): string => value.toFixed(4);
