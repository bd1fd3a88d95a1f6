import type { SeededRandom } from '../../src/shared/seeded-random';
import { inputsOf, writeInputs, type Normalisation } from './normalisation';
import type { KeptList } from './training-lists';

/** Some lists side by side, the shorter ones filled up to the longest. */
export interface TrainingBatch {
  readonly lists: number;
  /** Rows of the longest list. */
  readonly rows: number;
  /** [lists × rows × inputs]; 0 in rows that only fill up. */
  readonly inputs: Float32Array;
  /** [lists × rows]; 0 in rows that only fill up. */
  readonly targets: Float32Array;
  /** [lists × rows]: 0, or a huge negative number in rows that only fill up, which leaves them no share of the softmax. */
  readonly mask: Float32Array;
  /** [lists × rows]: places from 0, the last standing for all beyond it. */
  readonly positions: Int32Array;
}

export interface BatchSettings {
  readonly normalisation: Normalisation;
  /** Multiplies every target, so that weights change what counts and not how large the steps are. */
  readonly targetScale: number;
  /** Places that the tower tells apart; 0 without a tower. */
  readonly places: number;
}

const NO_SHARE = -1e9;

export function batchOf(lists: readonly KeptList[], settings: BatchSettings): TrainingBatch {
  const rows = Math.max(...lists.map(({ matrix }) => matrix.rows));
  const cells = lists.length * rows;
  const batch = {
    lists: lists.length,
    rows,
    inputs: new Float32Array(cells * inputsOf(settings.normalisation)),
    targets: new Float32Array(cells),
    mask: new Float32Array(cells).fill(NO_SHARE),
    positions: new Int32Array(cells),
  };
  lists.forEach((list, index) => {
    fill(batch, list, index * rows, settings);
  });
  return batch;
}

function fill(batch: TrainingBatch, list: KeptList, first: number, settings: BatchSettings): void {
  const { normalisation, targetScale, places } = settings;
  const width = inputsOf(normalisation);
  const { values, columns } = list.matrix;
  for (let row = 0; row < list.matrix.rows; row += 1) {
    const cell = first + row;
    writeInputs(normalisation, { values, offset: row * columns }, batch.inputs, cell * width);
    batch.targets[cell] = (list.targets[row] ?? 0) * targetScale;
    batch.mask[cell] = 0;
    batch.positions[cell] = Math.max(0, Math.min(places - 1, list.positions?.[row] ?? 0));
  }
}

/** Numbers drawn: as many as a large batch has inputs. A power of two. */
const POOL = 1 << 16;

/** Gaussian noise, drawn once and read from a new place each time: drawing it anew would take longer than the step. */
export class NoisePool {
  private readonly pool: Float32Array;

  constructor(
    private readonly random: SeededRandom,
    deviation: number,
  ) {
    this.pool = new Float32Array(deviation > 0 ? POOL : 0);
    for (let at = 0; at < this.pool.length; at += 1) this.pool[at] = random.normal(0, deviation);
  }

  /** Adds noise to the first `features` of every `width` inputs: whether a feature is missing is never in doubt. */
  addTo(inputs: Float32Array, features: number, width: number): void {
    if (this.pool.length === 0) return;
    let next = this.random.below(POOL);
    for (let row = 0; row < inputs.length; row += width) {
      for (let at = row; at < row + features; at += 1) {
        inputs[at] = (inputs[at] ?? 0) + (this.pool[next] ?? 0);
        next = (next + 1) & (POOL - 1);
      }
    }
  }
}
