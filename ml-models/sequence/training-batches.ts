import type { SeededRandom } from '../../src/shared/seeded-random';
import { RowPacker, type PackedRows } from './packed-rows';
import type { TrainingWindow } from './training-windows';

/** What one step learns from. */
export interface TrainingBatch {
  readonly rows: PackedRows;
  /** By token: the item; 0 where a row is filled up. */
  readonly inputs: Uint32Array;
  /** By token: the item that came next; 0 where a row is filled up. */
  readonly targets: Uint32Array;
  /** By token: its share of the loss, 0 where a row is filled up; the sum is 1. */
  readonly weights: Float32Array;
}

/** One pass over the windows in an order of chance, as many to a batch as its rows hold. */
export function* trainingBatches(
  windows: readonly TrainingWindow[],
  size: { readonly rowLength: number; readonly rows: number },
  random: SeededRandom,
): Generator<TrainingBatch> {
  let packer = new RowPacker(size.rowLength, size.rows);
  let packed: TrainingWindow[] = [];
  for (const index of orderOfChance(windows.length, random)) {
    const window = windows[index];
    if (window === undefined) continue;
    if (!packer.add(window.inputs.length)) {
      yield batchOf(packer.rows(), packed);
      packer = new RowPacker(size.rowLength, size.rows);
      packed = [];
      packer.add(window.inputs.length);
    }
    packed.push(window);
  }
  if (packed.length > 0) yield batchOf(packer.rows(), packed);
}

function batchOf(rows: PackedRows, windows: readonly TrainingWindow[]): TrainingBatch {
  const tokens = rows.count * rows.rowLength;
  const batch = {
    rows,
    inputs: new Uint32Array(tokens),
    targets: new Uint32Array(tokens),
    weights: new Float32Array(tokens),
  };
  windows.forEach((window, index) => {
    const start = rows.starts[index] ?? 0;
    batch.inputs.set(window.inputs, start);
    batch.targets.set(window.targets, start);
    batch.weights.set(window.weights, start);
  });
  const total = batch.weights.reduce((sum, weight) => sum + weight, 0);
  batch.weights.forEach((weight, token) => {
    batch.weights[token] = weight / total;
  });
  return batch;
}

function orderOfChance(count: number, random: SeededRandom): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, at) => at);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}
