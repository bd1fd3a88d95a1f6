import type { ScoringContext } from '../../src/recommendation/learning/recommender.port';
import type { TensorFlow } from '../runtime/engine.types';
import { statesAfter, type HeldNetwork } from './score-contexts';
import { latestOf } from './training-windows';

/** The latest different items are asked for: what lies further back hardly counts, and each costs a pass. */
const MOST_ASKED = 20;

/** What a context leads to, whole and without one of its items. */
interface Without {
  readonly whole: Float32Array;
  readonly items: readonly number[];
  /** By item left out: the state then. */
  readonly states: readonly Float32Array[];
}

/**
 * Explains by leaving out: each item of the past in turn, all its acts at once. One pass per context, however many items are to be explained; contexts are
 * remembered as long as somebody holds them.
 */
export class Ablations {
  private readonly known = new WeakMap<ScoringContext, Without>();
  private readonly mean: Float32Array;

  constructor(
    private readonly tf: TensorFlow,
    private readonly held: HeldNetwork,
  ) {
    this.mean = meanRow(held.table, held.shape.width);
  }

  /** The item whose absence costs this one most, compared with the mean of all items; null when none does. */
  because(context: ScoringContext, item: number): number | null {
    const { whole, items, states } = this.of(context);
    const score = this.ahead(whole, item);
    let most = 0;
    let because: number | null = null;
    states.forEach((state, at) => {
      const lost = score - this.ahead(state, item);
      if (lost <= most) return;
      most = lost;
      because = items[at] ?? null;
    });
    return because;
  }

  private of(context: ScoringContext): Without {
    const known = this.known.get(context);
    if (known !== undefined) return known;
    const found = this.leftOut(context.past.map(({ item }) => item));
    this.known.set(context, found);
    return found;
  }

  private leftOut(past: readonly number[]): Without {
    const { shape } = this.held;
    const whole = latestOf(past, shape.length, shape.items);
    const items = [...new Set(whole.toReversed())].slice(0, MOST_ASKED);
    const histories = items.map((left) =>
      latestOf(
        past.filter((item) => item !== left),
        shape.length,
        shape.items,
      ),
    );
    const [first, ...states] = this.statesOf([whole, ...histories]);
    return { whole: first ?? new Float32Array(shape.width), items, states };
  }

  /** Nothing leads nowhere: a state that says the same of every item. */
  private statesOf(histories: readonly (readonly number[])[]): Float32Array[] {
    const { width } = this.held.shape;
    const asked = histories.filter((history) => history.length > 0);
    if (asked.length === 0) return histories.map(() => new Float32Array(width));
    const tensor = this.tf.tidy(() => statesAfter(this.tf, this.held, asked));
    const numbers = tensor.dataSync<'float32'>();
    tensor.dispose();
    let next = 0;
    return histories.map((history) => {
      if (history.length === 0) return new Float32Array(width);
      next += 1;
      return numbers.slice((next - 1) * width, next * width);
    });
  }

  /** How far an item is ahead of the mean of all. */
  private ahead(state: Float32Array, item: number): number {
    const { width } = this.held.shape;
    let sum = 0;
    for (let column = 0; column < width; column += 1) {
      const more = (this.held.table[item * width + column] ?? 0) - (this.mean[column] ?? 0);
      sum += (state[column] ?? 0) * more;
    }
    return sum;
  }
}

function meanRow(table: Float32Array, width: number): Float32Array {
  const mean = new Float32Array(width);
  const rows = table.length / width;
  table.forEach((value, at) => {
    mean[at % width] = (mean[at % width] ?? 0) + value / rows;
  });
  return mean;
}
