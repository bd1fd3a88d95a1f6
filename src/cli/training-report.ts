import type { TrainedReranker } from '../training/train-reranker';

/** What came of a training, for people. */
export function trainingReport({ model, verdict }: TrainedReranker): string {
  const { id, data, metrics, state, engine, seed, parent } = model;
  const { lists, challengerNdcg, championNdcg, difference } = verdict;
  const lines = [
    `Model       ${id} (${state})`,
    `Began from  ${parent ?? 'keyword order'}`,
    `Learnt from ${count(data.lists)} ${data.source === 'FEEDBACK' ? 'pages that shoppers reacted to' : 'judged queries'}${period(data)}`,
    ...(data.source === 'FEEDBACK' ? feedbackLines(metrics) : []),
    `Computed by ${engine}, seed ${seed}, ${fixed(metrics.epochs ?? 0, 1)} epochs`,
    `Judged on   ${count(lists)} held-out lists: nDCG@10 ${fixed(challengerNdcg, 3)}, ${verdict.champion ?? 'keyword order'} ${fixed(championNdcg, 3)}, ` +
      `difference ${fixed(difference.mean, 3)} (95 % interval ${fixed(difference.low, 3)} to ${fixed(difference.high, 3)})`,
    `Verdict     ${verdict.promote ? 'passed' : 'refused'}`,
    ...verdict.reasons.map((reason) => `  ${reason}`),
    ...verdict.guardrails.map(({ passed, words }) => `  ${passed ? 'kept' : 'BROKEN'}: ${words}`),
  ];
  return `${lines.join('\n')}\n`;
}

type Metrics = TrainedReranker['model']['metrics'];

function feedbackLines(metrics: Metrics): readonly string[] {
  const leftOut = Object.entries(metrics)
    .filter(([name]) => name.startsWith('pagesLeftOut_'))
    .reduce((sum, [, pages]) => sum + pages, 0);
  const chances = [2, 3, 5, 10].map(
    (place) => `${fixed(metrics[`examinationAt${place}`] ?? 0, 2)} at place ${place}`,
  );
  const source =
    metrics.examinationFromLog === 1 ? 'estimated from the log' : 'by the general rule';
  return [
    `Log         ${count(metrics.pages ?? 0)} pages, ${count(leftOut)} of them left out; ${count(metrics.robots ?? 0)} robots recognised`,
    `Examination ${chances.join(', ')} (${source})`,
  ];
}

function period({ from, to }: TrainedReranker['model']['data']): string {
  if (from === null || to === null) return '';
  return `, shown ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`;
}

const count = (value: number): string => value.toLocaleString('en');

const fixed = (value: number, digits: number): string => value.toFixed(digits);
