import type {
  Recommender,
  ScoringContext,
} from '../../src/recommendation/learning/recommender.port';
import { rowDots, type DenseRows, type RowDots } from '../runtime/dense-dots';
import type { Engine } from '../runtime/engine.types';
import type { TowerModel } from './tower-artefact';
import { addItem, addRow, layerEnds, sharesOf, type Towers } from './towers';

/** An item of the past, with its share of the shopper. */
interface Liked {
  readonly item: number;
  readonly share: number;
}

/** The cosine of the shopper's tower and each item's, −1 to 1. The items are worked out once, a shopper is two small matrices. */
export class TwoTowerRecommender implements Recommender {
  readonly name = 'two-tower';
  readonly itemCount: number;
  /** Of length 1, or zero where nothing is known. */
  private readonly items: DenseRows;

  private readonly dots: RowDots;

  /** @param engine that scores; null: plain loops. */
  constructor(
    private readonly model: TowerModel,
    engine: Engine | null,
  ) {
    this.itemCount = model.towers.itemCount;
    this.items = unitItems(model.towers);
    this.dots = rowDots(this.items, engine);
  }

  async score(contexts: readonly ScoringContext[]): Promise<readonly Float32Array[]> {
    const liked = contexts.map((context) => this.likedIn(context));
    const asked = liked.filter(({ length }) => length > 0);
    const rows = this.dots.dotsWith(asked.map((one) => shopperOf(this.model.towers, one))).values();
    return liked.map(
      ({ length }) =>
        (length > 0 ? rows.next().value : undefined) ?? new Float32Array(this.itemCount),
    );
  }

  /** The hidden layer mixes the past; this is what is likest of what went in. */
  because(context: ScoringContext, item: number): number | null {
    if (item < 0 || item >= this.itemCount) return null;
    const { width, values } = this.items;
    const towards = values.subarray(item * width, (item + 1) * width);
    let best: number | null = null;
    let most = 0;
    for (const liked of this.likedIn(context)) {
      const from = liked.item * width;
      const cosine = towards.reduce(
        (sum, value, k) => sum + value * (values[from + k] as number),
        0,
      );
      if (liked.share * cosine <= most) continue;
      most = liked.share * cosine;
      best = liked.item;
    }
    return best;
  }

  dispose(): void {
    this.dots.dispose();
  }

  private likedIn({ past }: ScoringContext): readonly Liked[] {
    const { recency, history } = this.model.taste;
    const known = past.filter(({ item }) => item < this.itemCount).slice(-history);
    const weights = known.map(({ weight }) => weight);
    const shares = sharesOf(weights, recency);
    return known.map(({ item }, place) => ({ item, share: shares[place] as number }));
  }
}

function unitItems(towers: Towers): DenseRows {
  const { itemCount, width } = towers;
  const values = new Float32Array(itemCount * width);
  for (let item = 0; item < itemCount; item += 1) {
    addItem(towers, item, { target: values, at: item * width, hasOwn: true });
    toUnit(values.subarray(item * width, (item + 1) * width));
  }
  return { width, values };
}

/** As in training, one shopper at a time. */
function shopperOf(towers: Towers, liked: readonly Liked[]): Float64Array {
  const { width, hidden, layers } = towers;
  const input = new Float32Array(width);
  for (const { item, share } of liked) {
    const vector = new Float32Array(width);
    addItem(towers, item, { target: vector, at: 0, hasOwn: true });
    addRow(input, 0, { table: vector, row: 0, width, factor: share });
  }
  const ends = layerEnds(towers);
  const inner = Float64Array.from(layers.subarray(ends.into, ends.bias));
  for (let k = 0; k < width; k += 1)
    addRow(inner, 0, { table: layers, row: k, width: hidden, factor: input[k] as number });
  const shopper = Float64Array.from(input);
  const out = layers.subarray(ends.bias);
  for (let unit = 0; unit < hidden; unit += 1)
    addRow(shopper, 0, {
      table: out,
      row: unit,
      width,
      factor: Math.max(0, inner[unit] as number),
    });
  toUnit(shopper);
  return shopper;
}

function toUnit(vector: Float32Array | Float64Array): void {
  let squares = 0;
  for (let k = 0; k < vector.length; k += 1) squares += (vector[k] as number) ** 2;
  if (squares === 0) return;
  const scale = 1 / Math.sqrt(squares);
  for (let k = 0; k < vector.length; k += 1) vector[k] = (vector[k] as number) * scale;
}
