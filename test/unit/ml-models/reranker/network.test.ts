import { averageOf, membersOf } from '../../../../ml-models/reranker/network';
import type { Ranker } from '../../../../ml-models/reranker/ranker.types';
import { scoreRows } from '../../../../ml-models/reranker/score-rows';
import { randomRanker, randomRows } from '../../../support/random-ranker';

describe('the average of networks', () => {
  const first = randomRanker(1);
  const others = [2, 3].map((seed) => randomRanker(seed).network);
  const networks = [first.network, ...others];
  const rows = randomRows(9, 20);
  const scoresOf = (network: Ranker['network']) => [...scoreRows({ ...first, network }, rows)];
  const mean = (lists: readonly (readonly number[])[]) =>
    rowIndices.map(
      (row) => lists.reduce((sum, list) => sum + (list[row] ?? NaN), 0) / lists.length,
    );
  const rowIndices = Array.from({ length: rows.rows }, (_, row) => row);

  it('scores as they do on average', () => {
    const expected = mean(networks.map(scoresOf));
    scoresOf(averageOf(networks)).forEach((score, row) => {
      expect(score).toBeCloseTo(expected[row] ?? NaN, 5);
    });
  });

  it('can be taken apart and averaged again', () => {
    const average = averageOf(networks);
    const members = membersOf(average);
    expect(members).toHaveLength(3);
    const again = scoresOf(averageOf(members));
    scoresOf(average).forEach((score, row) => {
      expect(again[row]).toBeCloseTo(score, 5);
    });
  });
});
