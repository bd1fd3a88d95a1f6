import fc from 'fast-check';
import { VectorTable } from '../../../../src/adapters/vectors-memory/vector-table';
import { dot } from '../../../../src/search/semantic/vector-math';
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

function play(steps: readonly Step[]) {
  const table = new VectorTable(DIMENSIONS);
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

  it('grows', () => {
    const table = new VectorTable(2);
    for (let n = 0; n < 5000; n += 1) table.put(asSku(`p${n}`), Float32Array.of(n, 1));
    expect(table.get(asSku('p0'))).toEqual(Float32Array.of(0, 1));
    expect(table.get(asSku('p4999'))).toEqual(Float32Array.of(4999, 1));
    expect(table.nearest(Float32Array.of(1, 0), 1, null)).toEqual([{ sku: 'p4999', score: 4999 }]);
  });
});
