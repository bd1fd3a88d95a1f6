import { startFromNeighbours } from '../../../../ml-models/sequence/neighbour-start';
import type { TrainingWindow } from '../../../../ml-models/sequence/training-windows';
import { SeededRandom } from '../../../../src/shared/seeded-random';

const WIDTH = 4;

function windowOf(items: readonly number[]): TrainingWindow {
  return {
    inputs: Uint32Array.from(items.slice(0, -1)),
    targets: Uint32Array.from(items.slice(1)),
    weights: new Float32Array(items.length - 1).fill(1),
  };
}

/** Even items are only ever near even ones, odd ones near odd ones; the last item was never touched. */
const random = new SeededRandom(5);
const windows = Array.from({ length: 200 }, (_, shopper) =>
  windowOf(Array.from({ length: 6 }, () => 2 * random.below(6) + (shopper % 2))),
);

describe('vectors to begin from', () => {
  const table = new Float32Array(13 * WIDTH).fill(0.125);
  startFromNeighbours(table, WIDTH, windows, 1);
  const row = (item: number): Float32Array => table.subarray(item * WIDTH, (item + 1) * WIDTH);
  const dot = (one: number, other: number): number =>
    row(one).reduce((sum, part, at) => sum + part * (row(other)[at] ?? 0), 0);

  it('point the same way for items that shoppers touch together, and across for others', () => {
    for (let one = 0; one < 12; one += 1)
      for (let other = 0; other < one; other += 1) {
        if ((one - other) % 2 === 0) expect(dot(one, other)).toBeGreaterThan(0.5);
        else expect(Math.abs(dot(one, other))).toBeLessThan(0.1);
      }
  });

  it('are of length 1, and left alone for items without a neighbour', () => {
    for (let item = 0; item < 12; item += 1) expect(dot(item, item)).toBeCloseTo(1, 5);
    expect([...row(12)]).toEqual(Array(WIDTH).fill(0.125));
  });
});
