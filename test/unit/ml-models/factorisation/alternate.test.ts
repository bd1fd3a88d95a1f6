import { fitSide, settle, type Prior } from '../../../../ml-models/factorisation/alternate';
import { byShopper, turned } from '../../../../ml-models/factorisation/confidence-matrix';
import type { DenseRows } from '../../../../ml-models/runtime/dense-dots';
import type { InteractionLog } from '../../../../src/recommendation/learning/interaction-log.types';
import { SeededRandom } from '../../../../src/shared/seeded-random';

const SHOPPERS = 30;
const ITEMS = 20;
const prior: Prior = { unobserved: 0.05, regularisation: 0.02, frequencyPower: 1 };
const effort = { prior, steps: 50, signal: new AbortController().signal };

function randomLog(random: SeededRandom): InteractionLog {
  const offsets = [0];
  const items: number[] = [];
  for (let shopper = 0; shopper < SHOPPERS; shopper += 1) {
    for (let act = 0; act <= random.below(6); act += 1) items.push(random.below(ITEMS));
    offsets.push(items.length);
  }
  return {
    itemCount: ITEMS,
    offsets: Uint32Array.from(offsets),
    items: Uint32Array.from(items),
    times: null,
    weights: null,
  };
}

const log = randomLog(new SeededRandom(3));
const shoppers = byShopper(log);
const byItem = turned(shoppers);

const rowOf = ({ width, values }: DenseRows, row: number) =>
  values.subarray(row * width, (row + 1) * width);
const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);

/** What alternating least squares is to make small, pair by pair. */
function objective(people: DenseRows, items: DenseRows): number {
  let sum = 0;
  for (const [matrix, rows, others] of [
    [shoppers, people, ITEMS],
    [byItem, items, SHOPPERS],
  ] as const)
    for (let row = 0; row < matrix.rows; row += 1) {
      const own = matrix.confidence.subarray(matrix.starts[row], matrix.starts[row + 1]);
      const mass = own.reduce((a, b) => a + b, 0) + prior.unobserved * others;
      sum += prior.regularisation * mass * dot(rowOf(rows, row), rowOf(rows, row));
    }
  for (let shopper = 0; shopper < SHOPPERS; shopper += 1) {
    for (let item = 0; item < ITEMS; item += 1)
      sum += prior.unobserved * dot(rowOf(people, shopper), rowOf(items, item)) ** 2;
    for (
      let at = shoppers.starts[shopper] ?? 0;
      at < (shoppers.starts[shopper + 1] ?? 0);
      at += 1
    ) {
      const score = dot(rowOf(people, shopper), rowOf(items, shoppers.columns[at] ?? 0));
      sum += (shoppers.confidence[at] ?? 0) * (1 - score) ** 2;
    }
  }
  return sum;
}

describe('alternating least squares', () => {
  it('makes the objective smaller with every half of a round, until it stands still', async () => {
    const random = new SeededRandom(1);
    const width = 5;
    const start = Float32Array.from({ length: ITEMS * width }, () => random.normal(0, 0.1));
    let items = settle({ width, values: start });
    let before = Infinity;
    for (let round = 0; round < 10; round += 1) {
      const fitted = await fitSide(shoppers, items, effort);
      const half = objective(fitted, items.rows);
      expect(half).toBeLessThan(before + 1e-4);
      const people = settle(fitted);
      const better = await fitSide(byItem, people, effort);
      const whole = objective(people.rows, better);
      expect(whole).toBeLessThan(half + 1e-4);
      items = settle(better);
      before = whole;
    }
    // Far below what knowing nothing costs: 1 per pair that was seen.
    expect(before).toBeLessThan(0.6 * shoppers.confidence.reduce((a, b) => a + b, 0));
  });

  it('stops when it is told to', async () => {
    const items = settle({ width: 2, values: new Float32Array(2 * ITEMS).fill(0.1) });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(fitSide(shoppers, items, { ...effort, signal })).rejects.toThrow('enough');
  });
});
