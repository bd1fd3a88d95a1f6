import fc from 'fast-check';
import { rowDots } from '../../../../ml-models/runtime/dense-dots';
import type { Engine } from '../../../../ml-models/runtime/engine.types';
import { openEngine } from '../../../../ml-models/runtime/open-engine';

const numbers = (length: number) =>
  fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: length, maxLength: length });

const products = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), rows: fc.integer({ min: 1, max: 12 }) })
  .chain(({ width, rows }) =>
    fc.record({
      width: fc.constant(width),
      values: numbers(width * rows).map((values) => Float32Array.from(values)),
      vectors: fc.array(
        numbers(width).map((values) => Float64Array.from(values)),
        { maxLength: 3 },
      ),
    }),
  );

describe('rowDots', () => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await openEngine(['wasm']);
  });

  it.each([true, false])('is the dot product of every row, on an engine: %s', (onEngine) => {
    fc.assert(
      fc.property(products, ({ width, values, vectors }) => {
        const dots = rowDots({ width, values }, onEngine ? engine : null);
        const answers = dots.dotsWith(vectors);
        dots.dispose();
        expect(answers).toHaveLength(vectors.length);
        for (const [at, vector] of vectors.entries()) {
          expect(answers[at]).toHaveLength(values.length / width);
          for (const [row, answer] of (answers[at] ?? []).entries()) {
            const own = values.subarray(row * width, (row + 1) * width);
            const expected = own.reduce((sum, value, k) => sum + value * (vector[k] ?? 0), 0);
            expect(Math.abs(answer - expected)).toBeLessThan(1e-4);
          }
        }
      }),
    );
  });

  it('gives the memory of the engine back', () => {
    const before = engine.tf.memory().numTensors;
    const dots = rowDots({ width: 2, values: Float32Array.of(1, 2, 3, 4) }, engine);
    dots.dotsWith([Float64Array.of(1, 1)]);
    dots.dispose();
    expect(engine.tf.memory().numTensors).toBe(before);
  });
});
