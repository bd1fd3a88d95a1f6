import type {
  Recommender,
  ScoringContext,
} from '../../src/recommendation/learning/recommender.port';
import { TroveError } from '../../src/shared/errors';
import type { Engine, Tensor2D, TensorFlow } from '../runtime/engine.types';
import { Ablations } from './ablations';
import type { SequenceNetwork } from './network-shape';
import { inOrder, tensorsOf } from './network-tensors';
import { statesAfter, type HeldNetwork } from './score-contexts';
import { latestOf } from './training-windows';

/** Contexts in one pass: as many as fill this many scores, at most this many. */
const SCORES_AT_ONCE = 4_000_000;
const MOST_AT_ONCE = 256;

/** Scores are logits of the next item: also below 0; all 0 for a context without a known item. */
export class SequenceRecommender implements Recommender {
  readonly name = 'sequence';
  readonly itemCount: number;
  private readonly tf: TensorFlow;
  private readonly held: HeldNetwork;
  /** [width, items]: wasm is slow to turn what it multiplies. */
  private readonly turned: Tensor2D;
  private readonly ablations: Ablations;
  private underWay = 0;
  private isClosing = false;

  constructor({ tf }: Pick<Engine, 'tf'>, { shape, table, rest }: SequenceNetwork) {
    this.tf = tf;
    this.itemCount = shape.items;
    this.held = { shape, table, network: tensorsOf(tf, shape, rest) };
    this.turned = tf.tidy(() => tf.transpose(tf.tensor2d(table, [shape.items, shape.width])));
    this.ablations = new Ablations(tf, this.held);
  }

  /** @throws TroveError SHUTTING_DOWN after `dispose`. */
  async score(contexts: readonly ScoringContext[]): Promise<readonly Float32Array[]> {
    if (this.isClosing) throw disposed();
    this.underWay += 1;
    try {
      return await this.rows(contexts);
    } finally {
      this.underWay -= 1;
      this.freeWhenDone();
    }
  }

  /** The item of the past without which this one would fall most behind the others; null when it would fall behind none. */
  because(context: ScoringContext, item: number): number | null {
    if (this.isClosing || item < 0 || item >= this.itemCount) return null;
    return this.ablations.because(context, item);
  }

  /** What is under way is answered first. */
  dispose(): void {
    if (this.isClosing) return;
    this.isClosing = true;
    this.freeWhenDone();
  }

  private async rows(contexts: readonly ScoringContext[]): Promise<Float32Array[]> {
    const { shape } = this.held;
    const histories = contexts.map(({ past }) =>
      latestOf(
        past.map(({ item }) => item),
        shape.length,
        shape.items,
      ),
    );
    const rows = histories.map(() => new Float32Array(0));
    const asked = [...histories.keys()].filter((at) => histories[at]?.length !== 0);
    const atOnce = Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(SCORES_AT_ONCE / shape.items)));
    for (let from = 0; from < asked.length; from += atOnce) {
      const chunk = asked.slice(from, from + atOnce);
      const scores = await this.pass(chunk.map((at) => histories[at] ?? []));
      chunk.forEach((at, index) => {
        rows[at] = scores.slice(index * shape.items, (index + 1) * shape.items);
      });
    }
    return rows.map((row) => (row.length === 0 ? new Float32Array(shape.items) : row));
  }

  private async pass(histories: readonly (readonly number[])[]): Promise<Float32Array> {
    const scores = this.tf.tidy(() =>
      this.tf.matMul(statesAfter(this.tf, this.held, histories), this.turned),
    );
    try {
      return await scores.data<'float32'>();
    } finally {
      scores.dispose();
    }
  }

  private freeWhenDone(): void {
    if (!this.isClosing || this.underWay > 0) return;
    this.tf.dispose([this.turned, ...inOrder(this.held.shape, this.held.network)]);
  }
}

function disposed(): TroveError {
  return new TroveError(
    'SHUTTING_DOWN',
    'This version of the sequence network serves no more; ask the next.',
  );
}
