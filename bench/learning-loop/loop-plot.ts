import type { MeanEstimate } from '../../src/evaluation/bootstrap';
import { chartsAsSvg, type Chart } from '../line-chart';
import type { LoopOutcome, StageOutcome } from './loop.types';

const COLOURS = ['#1b6ca8', '#c8553d'];

/** What shoppers do, and how much better answers to unseen queries have become, round by round. */
export function loopPlot(outcomes: readonly LoopOutcome[]): string {
  const chart = (title: string, of: (stage: StageOutcome) => MeanEstimate): Chart => ({
    title,
    xTitle: 'rounds of training',
    lines: outcomes.map(({ name, stages }, index) => ({
      name,
      colour: COLOURS[index] ?? 'black',
      points: stages.map((stage) => {
        const { mean, low, high } = of(stage);
        return { x: stage.round, y: mean, low, high };
      }),
    })),
  });
  const nothing = { mean: 0, low: 0, high: 0 };
  return chartsAsSvg([
    chart('Click-through of simulated shoppers', ({ clickThrough }) => clickThrough),
    chart('Gain in nDCG@10 on unseen queries', ({ unseenGain }) => unseenGain ?? nothing),
  ]);
}
