import fc from 'fast-check';
import { VectorTable } from '../../../../src/adapters/vectors-memory/vector-table';
import type { Engine } from '../../../../ml-models/runtime/engine.types';
import { openEngine } from '../../../../ml-models/runtime/open-engine';
import { residentRows } from '../../../../ml-models/runtime/resident-rows';
import type { RowMultiplier } from '../../../../src/search/semantic/row-multiplier.port';
import { SeededRandom } from '../../../../src/shared/seeded-random';
import { dot, unit } from '../../../../src/search/semantic/vector-math';
import { asSku, type Sku } from '../../../../src/shared/ids';

const DIMENSIONS = 5;

const sku = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h').map(asSku);
const vector = fc
  .array(fc.integer({ min: -3, max: 3 }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .map((numbers) => Float32Array.from(numbers));

type Step =
  | { readonly kind: 'put'; readonly sku: Sku; readonly vector: Float32Array }
  | { readonly kind: 'remove'; readonly sku: Sku };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), sku, vector }),
  fc.record({ kind: fc.constant('remove' as const), sku }),
);

function play(steps: readonly Step[], multiplier: RowMultiplier | null = null) {
  const table = new VectorTable(DIMENSIONS, multiplier, 1);
  const naive = new Map<Sku, Float32Array>();
  for (const one of steps)
    if (one.kind === 'put') {
      table.put(one.sku, one.vector);
      naive.set(one.sku, one.vector);
    } else {
      table.remove(one.sku);
      naive.delete(one.sku);
    }
  return { table, naive };
}

describe('a table of vectors', () => {
  it('holds what was put and not removed since, whatever came in between', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { table, naive } = play(steps);
        expect(table.size).toBe(naive.size);
        for (const [key, expected] of naive) expect(table.get(key)).toEqual(expected);
      }),
    );
  });

  it('finds the nearest as sorting all of them does, also among some', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        vector,
        fc.integer({ min: 1, max: 9 }),
        fc.option(fc.uniqueArray(sku), { nil: null }),
        (steps, query, limit, some) => {
          const { table, naive } = play(steps);
          const among = some && new Set(some);
          const expected = [...naive]
            .filter(([key]) => among === null || among.has(key))
            .map(([key, one]) => ({ sku: key, score: dot(one, query) }))
            .filter(({ score }) => score !== 0)
            .sort((x, y) => y.score - x.score || (x.sku < y.sku ? -1 : 1))
            .slice(0, limit);
          expect(table.nearest(query, limit, among)).toEqual(expected);
        },
      ),
    );
  });

  describe('with a copy in an engine', () => {
    let engine: Engine;
    let multiplier: RowMultiplier;

    beforeAll(async () => {
      engine = await openEngine(['wasm']);
      multiplier = residentRows(engine);
    });

    it('finds the same, through every change, and lets go of what it held', () => {
      const before = engine.tf.memory().numTensors;
      fc.assert(
        fc.property(
          fc.array(step, { maxLength: 40 }),
          fc.array(step, { maxLength: 40 }),
          vector,
          fc.integer({ min: 1, max: 9 }),
          (steps, later, query, limit) => {
            const fast = play(steps, multiplier).table;
            fast.nearest(query, limit, null);
            const plain = play([...steps, ...later]).table;
            for (const one of later)
              if (one.kind === 'put') fast.put(one.sku, one.vector);
              else fast.remove(one.sku);
            expect(fast.nearest(query, limit, null)).toEqual(plain.nearest(query, limit, null));
            fast.dispose();
          },
        ),
      );
      expect(engine.tf.memory().numTensors).toBe(before);
    });

    it('finds the same over several blocks, equal ones by SKU wherever they lie', () => {
      const random = new SeededRandom(5);
      const directions = Array.from({ length: 40 }, () =>
        unit(Array.from({ length: DIMENSIONS }, () => random.normal(0, 1))),
      );
      const [fast, plain] = [new VectorTable(DIMENSIONS, multiplier), new VectorTable(DIMENSIONS)];
      for (let n = 0; n < 10_000; n += 1)
        for (const table of [fast, plain])
          table.put(asSku(`p${(n * 7919) % 10_000}`), directions[n % 40] ?? new Float32Array());

      for (const query of directions.slice(0, 4))
        for (const limit of [1, 300, 2000])
          expect(fast.nearest(query, limit, null)).toEqual(plain.nearest(query, limit, null));
      fast.dispose();
    });
  });

  it('grows', () => {
    const table = new VectorTable(2);
    for (let n = 0; n < 5000; n += 1) table.put(asSku(`p${n}`), Float32Array.of(n, 1));
    expect(table.get(asSku('p0'))).toEqual(Float32Array.of(0, 1));
    expect(table.get(asSku('p4999'))).toEqual(Float32Array.of(4999, 1));
    expect(table.nearest(Float32Array.of(1, 0), 1, null)).toEqual([{ sku: 'p4999', score: 4999 }]);
  });
});
