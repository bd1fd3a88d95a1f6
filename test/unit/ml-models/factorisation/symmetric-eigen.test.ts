import fc from 'fast-check';
import { symmetricEigen } from '../../../../ml-models/factorisation/symmetric-eigen';

/** A symmetric matrix out of the entries of its lower triangle. */
function symmetricOf(size: number, entries: readonly number[]): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j <= i; j += 1) {
      const value = entries[(i * (i + 1)) / 2 + j] ?? 0;
      matrix[i * size + j] = value;
      matrix[j * size + i] = value;
    }
  return matrix;
}

const matrices = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc
    .array(fc.oneof(fc.constant(0), fc.double({ min: -100, max: 100, noNaN: true })), {
      minLength: (size * (size + 1)) / 2,
      maxLength: (size * (size + 1)) / 2,
    })
    .map((entries) => ({ size, matrix: symmetricOf(size, entries) })),
);

describe('symmetricEigen', () => {
  it('takes a matrix apart that its parts make again', () => {
    fc.assert(
      fc.property(matrices, ({ size, matrix }) => {
        const { values, vectors } = symmetricEigen(matrix, size);
        for (let i = 0; i < size; i += 1)
          for (let j = 0; j < size; j += 1) {
            let sum = 0;
            for (let k = 0; k < size; k += 1)
              sum += (vectors[i * size + k] ?? 0) * (values[k] ?? 0) * (vectors[j * size + k] ?? 0);
            expect(Math.abs(sum - (matrix[i * size + j] ?? 0))).toBeLessThan(1e-9);
          }
      }),
    );
  });

  it('gives vectors of length 1 that stand at right angles', () => {
    fc.assert(
      fc.property(matrices, ({ size, matrix }) => {
        const { vectors } = symmetricEigen(matrix, size);
        for (let i = 0; i < size; i += 1)
          for (let j = 0; j < size; j += 1) {
            let sum = 0;
            for (let k = 0; k < size; k += 1)
              sum += (vectors[k * size + i] ?? 0) * (vectors[k * size + j] ?? 0);
            expect(Math.abs(sum - (i === j ? 1 : 0))).toBeLessThan(1e-12);
          }
      }),
    );
  });

  it('finds 1 and 3 in [[2, 1], [1, 2]]', () => {
    const { values } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    const [low, high] = values.toSorted();
    expect(low).toBeCloseTo(1, 12);
    expect(high).toBeCloseTo(3, 12);
  });
});
