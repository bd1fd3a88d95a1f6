import { planRuns } from '../../../bench/recommendation-quality/bench-plan';
import { publishedFigures } from '../../../bench/recommendation-quality/published-figures';
import { shelvedNames } from '../../../src/server/recommender-shelf';

describe('the plan of recommendation-quality', () => {
  it('is every model on both sets by both protocols, where nothing is said', () => {
    const runs = planRuns(['recommendation-quality']);
    expect(runs).toHaveLength(2 * 2 * shelvedNames().length);
    expect(new Set(runs.map(({ seed }) => seed))).toEqual(new Set([1]));
  });

  it('is what is said', () => {
    const words = ['--data=toys', '--models=popularity', '--seeds=1,2', '--protocols=refit'];
    expect(planRuns([...words, '--set=halfLifeDays=3'])).toEqual(
      [1, 2].map((seed) => ({
        ...{ data: 'toys', model: 'popularity', seed, refit: true },
        set: ['halfLifeDays=3'],
      })),
    );
  });

  it.each(['--models=oracle', '--protocols=peek', '--seeds=-1'])('refuses %s', (word) => {
    expect(() => planRuns([word])).toThrow(/does not know/);
  });

  it('has figures to compare with, all of them shares', () => {
    const figures = ['beauty', 'sports', 'toys'].flatMap(publishedFigures);
    expect(figures.length).toBeGreaterThan(20);
    for (const { hitRate, ndcg } of figures) {
      expect(hitRate).toBeLessThan(0.2);
      expect(ndcg).toBeLessThan(hitRate);
    }
  });
});
