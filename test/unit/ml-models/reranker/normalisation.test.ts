import { featureMatrix } from '../../../../src/ranking/feature-matrix';
import {
  inputsOf,
  inputsOfMatrix,
  NormalisationFit,
} from '../../../../ml-models/reranker/normalisation';
import { refusalOf } from '../../../support/refusal';

function fitted(rows: readonly (readonly number[])[]) {
  const fit = new NormalisationFit(rows[0]?.length ?? 0);
  for (const row of rows) fit.addRow(Float32Array.from(row), 0);
  return fit.finish();
}

function inputs(normalisation: ReturnType<typeof fitted>, row: readonly number[]) {
  return [...inputsOfMatrix(normalisation, featureMatrix(row.length, Float32Array.from(row)))];
}

describe('normalisation', () => {
  it('gives every feature the mean 0 and the deviation 1 of training', () => {
    // Values 2 and 6: mean 4, deviation 2.
    const normalisation = fitted([[2], [6]]);
    expect(inputs(normalisation, [2])).toEqual([-1]);
    expect(inputs(normalisation, [5])).toEqual([0.5]);
  });

  it('cuts off what is beyond four deviations', () => {
    const normalisation = fitted([[2], [6]]);
    expect(inputs(normalisation, [1e9])).toEqual([4]);
    expect(inputs(normalisation, [-1e9])).toEqual([-4]);
  });

  it.each([NaN, Infinity, -Infinity])(
    'takes %p for missing: the mean, and a sign of its own',
    (missing) => {
      const normalisation = fitted([
        [2, 1],
        [6, missing],
        [4, 3],
      ]);
      expect(inputsOf(normalisation)).toBe(3);
      expect(inputs(normalisation, [4, 2])).toEqual([0, 0, 0]);
      expect(inputs(normalisation, [4, missing])).toEqual([0, 0, 1]);
    },
  );

  it('is silent about features that never vary or are never there', () => {
    const normalisation = fitted([
      [7, NaN],
      [7, NaN],
    ]);
    expect(inputsOf(normalisation)).toBe(2);
    expect(inputs(normalisation, [900, 5])).toEqual([0, 0]);
  });

  it('refuses values that do not fill rows', () => {
    expect(refusalOf(() => featureMatrix(3, new Float32Array(4)))).toMatchObject({
      code: 'INVALID_INPUT',
      details: { values: 4, columns: 3 },
    });
  });
});
