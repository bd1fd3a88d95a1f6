import { featureMatrix } from '../../../../src/ranking/feature-matrix';
import { gainOfGrade, TrainingLists } from '../../../../ml-models/reranker/training-lists';
import { refusalOf } from '../../../support/refusal';

const matrix = featureMatrix(2, Float32Array.from([1, 2, 3, 4, 5, 6]));

describe('training lists', () => {
  it('are kept when they tell good from worse, and counted otherwise', () => {
    const lists = new TrainingLists(2, 10);
    lists.add({ matrix, gains: [0, 1, 3] });
    lists.add({ matrix, gains: [0, 0, 0] });
    lists.add({ matrix, gains: [1, 1, 1] });
    expect(lists.counts).toEqual({
      offered: 3,
      kept: 1,
      withoutPositive: 1,
      withoutContrast: 1,
      weightsCut: 0,
    });
  });

  it('aim at shares of the gain', () => {
    const lists = new TrainingLists(2, 10);
    lists.add({ matrix, gains: [0, 1, 3] });
    expect([...(lists.kept[0]?.targets ?? [])]).toEqual([0, 0.25, 0.75]);
  });

  it('let a click far down count for more as a whole, and cut weights that are too large', () => {
    const lists = new TrainingLists(2, 10);
    lists.add({ matrix, gains: [0, 0, 1], weights: [1, 2, 8] });
    lists.add({ matrix, gains: [0, 0, 1], weights: [1, 2, 1000] });
    expect([...(lists.kept[0]?.targets ?? [])]).toEqual([0, 0, 8]);
    expect([...(lists.kept[1]?.targets ?? [])]).toEqual([0, 0, 10]);
    expect(lists.counts.weightsCut).toBe(1);
  });

  it.each([
    { gains: [0, NaN, 1] },
    { gains: [0, -1, 1] },
    { gains: [0, 1] },
    { gains: [0, 1, 1], weights: [1, Infinity, 1] },
    { gains: [0, 1, 1], positions: [0] },
  ])('refuse numbers that make no sense: %p', (wrong) => {
    const lists = new TrainingLists(2, 10);
    expect(
      refusalOf(() => {
        lists.add({ matrix, ...wrong });
      }).code,
    ).toBe('INVALID_INPUT');
  });

  it('refuse rows of another width', () => {
    expect(
      refusalOf(() => {
        new TrainingLists(3, 10).add({ matrix, gains: [0, 1, 1] });
      }),
    ).toMatchObject({ code: 'INVALID_INPUT', details: { expected: 3, got: 2 } });
  });

  it('count grades exponentially', () => {
    expect([0, 1, 2, 3].map(gainOfGrade)).toEqual([0, 1, 3, 7]);
  });
});
