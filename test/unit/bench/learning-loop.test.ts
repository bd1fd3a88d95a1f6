import { chartsAsSvg } from '../../../bench/line-chart';
import { loopOutcome } from '../../../bench/learning-loop/loop-outcome';
import { loopPlot } from '../../../bench/learning-loop/loop-plot';
import { loopRow, LOOP_COLUMNS } from '../../../bench/learning-loop/loop-row';
import type { LoopRun } from '../../../bench/learning-loop/loop.types';
import { estimateShare } from '../../../src/simulation/traffic-tally';

const traffic = (searches: number, clicked: number) => ({
  searches,
  clickThrough: estimateShare(clicked, searches),
  clicks: 1,
  clickPosition: 3,
  carts: 0,
  purchases: 0,
  shownNdcg: 0.5,
});

const RUNS: readonly LoopRun[] = [
  {
    fold: 1,
    stages: [
      { round: 0, champion: null, traffic: traffic(100, 50), unseen: [0.2, 0.4], verdict: null },
      { round: 1, champion: 'm1', traffic: traffic(100, 60), unseen: [0.5, 0.5], verdict: null },
    ],
  },
  {
    fold: 2,
    stages: [
      { round: 0, champion: null, traffic: traffic(300, 150), unseen: [0.6], verdict: null },
      { round: 1, champion: null, traffic: traffic(300, 180), unseen: [0.6], verdict: null },
    ],
  },
];

describe('the outcome of the learning loop', () => {
  it('puts folds together: every search and every unseen query counts once', () => {
    const { stages } = loopOutcome('a way', RUNS);
    expect(stages).toMatchObject([
      { round: 0, serving: 0, shops: 2, clickThrough: { mean: 0.5 }, unseenGain: null },
      { round: 1, serving: 1, shops: 2, clickThrough: { mean: 0.6 } },
    ]);
    expect(stages[0]?.unseenNdcg.mean).toBeCloseTo((0.2 + 0.4 + 0.6) / 3, 12);
    // By query: +.3, +.1 and 0.
    expect(stages[1]?.unseenGain?.mean).toBeCloseTo(0.4 / 3, 12);
  });

  it('has a cell per column', () => {
    for (const stage of loopOutcome('a way', RUNS).stages)
      expect(loopRow('a way', stage)).toHaveLength(LOOP_COLUMNS.length);
  });

  it('is drawn with a mark per round and way, within the picture', () => {
    const svg = loopPlot([loopOutcome('one', RUNS), loopOutcome('other', RUNS)]);
    expect(svg.match(/<circle/g)).toHaveLength(2 * 2 * 2);
    for (const [, y] of svg.matchAll(/c[xy]="(-?[\d.]+)"/g)) {
      expect(Number(y)).toBeGreaterThanOrEqual(0);
      expect(Number(y)).toBeLessThanOrEqual(460);
    }
  });

  it('writes names as text, not as markup', () => {
    const point = { x: 0, y: 1, low: 0, high: 2 };
    const svg = chartsAsSvg([
      { title: 'a < b & c', xTitle: 'x', lines: [{ name: '<g>', colour: 'red', points: [point] }] },
    ]);
    expect(svg).toContain('a &lt; b &amp; c');
    expect(svg).toContain('&lt;g>');
  });
});
