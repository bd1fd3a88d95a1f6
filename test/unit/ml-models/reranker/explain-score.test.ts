import { assert, integer, property } from 'fast-check';
import { featureMatrix } from '../../../../src/ranking/feature-matrix';
import { explainScore, meanRow } from '../../../../ml-models/reranker/explain-score';
import { scoreRows } from '../../../../ml-models/reranker/score-rows';
import { randomRanker, randomRows } from '../../../support/random-ranker';

const seeds = integer({ min: 0, max: 1_000_000 });

describe('an explanation', () => {
  it('adds up to the difference of the two scores', () => {
    assert(
      property(seeds, seeds, (rankerSeed, rowSeed) => {
        const ranker = randomRanker(rankerSeed);
        const pair = randomRows(rowSeed, 2);
        const [candidate = NaN, baseline = NaN] = scoreRows(ranker, pair);
        const sum = explainScore(ranker, pair).reduce(
          (all, { contribution }) => all + contribution,
          0,
        );
        expect(Math.abs(sum - (candidate - baseline))).toBeLessThan(1e-5);
      }),
    );
  });

  it('gives nothing to features in which the two agree', () => {
    assert(
      property(seeds, integer({ min: 0, max: 4 }), (seed, same) => {
        const ranker = randomRanker(seed);
        const { values } = randomRows(seed + 1, 2);
        values[same] = values[6 + same] ?? 0;
        const contributions = explainScore(ranker, featureMatrix(6, values));
        expect(contributions[same]).toEqual({ feature: `feature${same}`, contribution: 0 });
      }),
    );
  });

  it('is the opposite the other way round', () => {
    const ranker = randomRanker(4);
    const { values } = randomRows(5, 2);
    const turned = Float32Array.from([...values.subarray(6), ...values.subarray(0, 6)]);
    const there = explainScore(ranker, featureMatrix(6, values));
    const back = explainScore(ranker, featureMatrix(6, turned));
    there.forEach(({ contribution }, column) => {
      expect(back[column]?.contribution).toBeCloseTo(-contribution, 10);
    });
  });

  it('says of a row that is the mean of training that nothing sets it apart', () => {
    const ranker = randomRanker(6);
    const mean = [...meanRow(ranker)];
    const contributions = explainScore(
      ranker,
      featureMatrix(6, Float32Array.from([...mean, ...mean])),
    );
    expect(contributions.every(({ contribution }) => contribution === 0)).toBe(true);
  });
});
