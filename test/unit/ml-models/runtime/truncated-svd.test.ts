import { symmetricEigen } from '../../../../ml-models/runtime/jacobi-eigen';
import {
  SparseMatrixBuilder,
  type SparseMatrix,
} from '../../../../ml-models/runtime/sparse-matrix';
import { truncatedSvd } from '../../../../ml-models/runtime/truncated-svd';
import { SeededRandom } from '../../../../src/shared/seeded-random';

type Dense = readonly (readonly number[])[];

function sparse(dense: Dense): SparseMatrix {
  const builder = new SparseMatrixBuilder();
  for (const row of dense) builder.addRow([...row.entries()].filter(([, value]) => value !== 0));
  return builder.build(dense[0]?.length ?? 0);
}

function randomDense(rows: number, columns: number, seed: number): Dense {
  const random = new SeededRandom(seed);
  return Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () =>
      random.next() < 0.3 ? Math.fround(random.normal(0, 1)) : 0,
    ),
  );
}

/**
 * Singular values the plain way: columns of the dense matrix are turned in pairs until all are at right angles (one-sided Jacobi,
 * Hestenes 1958); their lengths are the singular values.
 */
function denseSingularValues(dense: Dense): readonly number[] {
  const columns = (dense[0] ?? []).map((_, column) => dense.map((row) => row[column] ?? 0));
  const product = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
  for (let sweep = 0; sweep < 30; sweep += 1)
    for (let p = 0; p < columns.length; p += 1)
      for (let q = p + 1; q < columns.length; q += 1) {
        const a = columns[p] ?? [];
        const b = columns[q] ?? [];
        const angle = 0.5 * Math.atan2(2 * product(a, b), product(a, a) - product(b, b));
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        columns[p] = a.map((value, index) => c * value + s * (b[index] ?? 0));
        columns[q] = a.map((value, index) => c * (b[index] ?? 0) - s * value);
      }
  return columns.map((column) => Math.sqrt(product(column, column))).sort((a, b) => b - a);
}

describe('the eigenvectors of a symmetric matrix', () => {
  it('put it together again, largest eigenvalue first', () => {
    const size = 20;
    const random = new SeededRandom(3);
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i += 1)
      for (let j = 0; j <= i; j += 1)
        matrix[i * size + j] = matrix[j * size + i] = random.normal(0, 1);

    const { values, vectors } = symmetricEigen(matrix, size);

    const at = (row: number, column: number) => vectors[row * size + column] ?? 0;
    for (let i = 0; i < size; i += 1)
      for (let j = 0; j < size; j += 1) {
        const entry = values.reduce((sum, value, k) => sum + value * at(i, k) * at(j, k), 0);
        expect(entry).toBeCloseTo(matrix[i * size + j] ?? 0, 10);
      }
    expect([...values]).toEqual([...values].sort((a, b) => b - a));
  });

  it('leave a diagonal matrix as it is', () => {
    const { values } = symmetricEigen(Float64Array.of(1, 0, 0, 5), 2);
    expect([...values]).toEqual([5, 1]);
  });
});

describe('the truncated singular value decomposition', () => {
  const dense = randomDense(60, 40, 1);
  const matrix = sparse(dense);

  it('finds the singular values that a dense decomposition finds', () => {
    const { singularValues } = truncatedSvd(matrix, { rank: 8, seed: 5, rounds: 40 });

    const expected = denseSingularValues(dense);
    expect(singularValues).toHaveLength(8);
    singularValues.forEach((value, index) => {
      expect(value).toBeCloseTo(expected[index] ?? NaN, 8);
    });
  });

  it('gives directions of length 1 at right angles, along which the matrix stretches by the singular value', () => {
    const { singularValues, rightVectors, rank } = truncatedSvd(matrix, {
      rank: 5,
      seed: 5,
      rounds: 40,
    });

    const direction = (k: number) => dense[0]?.map((_, row) => rightVectors[row * rank + k] ?? 0);
    for (let k = 0; k < rank; k += 1) {
      for (let other = 0; other <= k; other += 1)
        expect(product(direction(k), direction(other))).toBeCloseTo(k === other ? 1 : 0, 5);
      const image = dense.map((row) => product(row, direction(k)));
      expect(Math.sqrt(product(image, image))).toBeCloseTo(singularValues[k] ?? NaN, 5);
    }
  });

  it('gives the same bits for the same seed, and the same directions for another', () => {
    const first = truncatedSvd(matrix, { rank: 3, seed: 1, rounds: 60 });
    const again = truncatedSvd(matrix, { rank: 3, seed: 1, rounds: 60 });
    const other = truncatedSvd(matrix, { rank: 3, seed: 2, rounds: 60 });

    expect(again).toEqual(first);
    other.rightVectors.forEach((value, index) => {
      expect(value).toBeCloseTo(first.rightVectors[index] ?? NaN, 4);
    });
  });

  it('has no more directions than the matrix', () => {
    const rankTwo = [
      [1, 2, 3, 0],
      [2, 4, 6, 0],
      [0, 0, 0, 1],
      [3, 6, 9, 1],
    ];

    const svd = truncatedSvd(sparse(rankTwo), { rank: 4, seed: 1 });

    const expected = denseSingularValues(rankTwo).filter((value) => value > 1e-6);
    expect(svd.rank).toBe(2);
    expect(expected).toHaveLength(2);
    svd.singularValues.forEach((value, index) => {
      expect(value).toBeCloseTo(expected[index] ?? NaN, 8);
    });
  });

  it.each([
    ['no rows', sparse([])],
    [
      'nothing but zeros',
      sparse([
        [0, 0],
        [0, 0],
      ]),
    ],
  ])('has no direction for a matrix of %s', (_, empty) => {
    expect(truncatedSvd(empty, { rank: 4, seed: 1 })).toMatchObject({ rank: 0 });
  });

  it('tells how far it is', () => {
    const told: string[] = [];
    truncatedSvd(matrix, { rank: 2, seed: 1, rounds: 2 }, (done, all) =>
      told.push(`${done}/${all}`),
    );
    expect(told).toEqual(['1/3', '2/3', '3/3']);
  });
});

function product(a: readonly number[] = [], b: readonly number[] = []): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
