import fc from 'fast-check';
import { RowSolver } from '../../../../ml-models/factorisation/row-solver';

const WIDTH = 4;

const numbers = (length: number) =>
  fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: length, maxLength: length });

const equations = fc.integer({ min: 1, max: 6 }).chain((rows) =>
  fc.record({
    rows: fc.constant(rows),
    values: numbers(rows * WIDTH),
    confidence: fc.array(fc.double({ min: 0.1, max: 5, noNaN: true }), {
      minLength: rows,
      maxLength: rows,
    }),
    base: fc.array(fc.double({ min: 0.1, max: 5, noNaN: true }), {
      minLength: WIDTH,
      maxLength: WIDTH,
    }),
  }),
);

describe('RowSolver', () => {
  it('solves the equations of a row: both sides are equal', () => {
    fc.assert(
      fc.property(equations, ({ rows, values, confidence, base }) => {
        const others = { width: WIDTH, values: Float32Array.from(values) };
        const entries = { rows: [...Array(rows).keys()], confidence };
        const x = new RowSolver(others, 100).solve(Float64Array.from(base), entries);
        const left = base.map((value, k) => value * (x[k] ?? 0));
        const right = base.map(() => 0);
        for (const [row, weight] of confidence.entries()) {
          const y = others.values.subarray(row * WIDTH, (row + 1) * WIDTH);
          const along = y.reduce((sum, value, k) => sum + value * (x[k] ?? 0), 0);
          y.forEach((value, k) => {
            left[k] = (left[k] ?? 0) + weight * along * value;
            right[k] = (right[k] ?? 0) + weight * value;
          });
        }
        const size = Math.max(1, ...right.map(Math.abs));
        left.forEach((value, k) => {
          expect(Math.abs(value - (right[k] ?? 0))).toBeLessThan(1e-4 * size);
        });
      }),
    );
  });

  it('answers 0 for rows of which nothing is known', () => {
    const solver = new RowSolver({ width: 2, values: new Float32Array(4) }, 10);
    const x = solver.solve(Float64Array.of(1, 1), { rows: [0, 1], confidence: [1, 1] });
    expect([...x]).toEqual([0, 0]);
  });
});
