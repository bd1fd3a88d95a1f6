import type {
  Recommender,
  ScoringContext,
} from '../../src/recommendation/learning/recommender.port';
import type { ContentModel } from './content-artefact';
import { turnedRows, type SparseRows } from './feature-rows';

/** An item of the past, with what is left of its weight. */
interface Liked {
  readonly item: number;
  readonly weight: number;
}

/**
 * Which items are like those of the past: cosine to the sum of their features, and to that of their texts. Nobody needs to have done anything with an item for it to be
 * found. Of the features only the lists of those that the past has are gone through; scores are from 0 to 1.
 */
export class ContentRecommender implements Recommender {
  readonly name = 'content';
  readonly itemCount: number;
  private readonly itemsByFeature: SparseRows;

  constructor(private readonly model: ContentModel) {
    this.itemCount = model.rows.starts.length - 1;
    this.itemsByFeature = turnedRows(model.rows);
  }

  async score(contexts: readonly ScoringContext[]): Promise<readonly Float32Array[]> {
    return contexts.map((context) => {
      const scores = new Float32Array(this.itemCount);
      const liked = this.likedIn(context);
      this.addFeatures(scores, liked);
      this.addTexts(scores, liked);
      return scores;
    });
  }

  because(context: ScoringContext, item: number): number | null {
    if (item < 0 || item >= this.itemCount) return null;
    let best: number | null = null;
    let most = 0;
    for (const liked of this.likedIn(context)) {
      const share = liked.weight * this.likeness(liked.item, item);
      if (share <= most) continue;
      most = share;
      best = liked.item;
    }
    return best;
  }

  dispose(): void {
    // Nothing is held outside the heap.
  }

  private get textShare(): number {
    return this.model.texts === null ? 0 : this.model.taste.textShare;
  }

  private likedIn({ past }: ScoringContext): readonly Liked[] {
    const { recency, history } = this.model.taste;
    const known = past.filter(({ item }) => item < this.itemCount).slice(-history);
    return known.map(({ item, weight }, place) => ({
      item,
      weight: weight * recency ** (known.length - 1 - place),
    }));
  }

  private addFeatures(scores: Float32Array, liked: readonly Liked[]): void {
    const taste = new Map<number, number>();
    const { starts, columns, values } = this.model.rows;
    for (const { item, weight } of liked) {
      for (let at = starts[item] as number; at < (starts[item + 1] as number); at += 1) {
        const feature = columns[at] as number;
        taste.set(feature, (taste.get(feature) ?? 0) + weight * (values[at] as number));
      }
    }
    const scale = (1 - this.textShare) / (Math.hypot(...taste.values()) || 1);
    for (const [feature, amount] of taste) this.addList(scores, feature, scale * amount);
  }

  /** All items that have the feature. */
  private addList(scores: Float32Array, feature: number, amount: number): void {
    const { starts, columns, values } = this.itemsByFeature;
    for (let at = starts[feature] as number; at < (starts[feature + 1] as number); at += 1) {
      const item = columns[at] as number;
      scores[item] = (scores[item] as number) + amount * (values[at] as number);
    }
  }

  /** What is unlike the taste is as good as unknown: only likeness counts. */
  private addTexts(scores: Float32Array, liked: readonly Liked[]): void {
    const { texts } = this.model;
    if (texts === null || this.textShare === 0) return;
    const { dimensions, values } = texts;
    const taste = new Float64Array(dimensions);
    for (const { item, weight } of liked)
      for (let k = 0; k < dimensions; k += 1)
        taste[k] = (taste[k] as number) + weight * (values[item * dimensions + k] as number);
    const length = Math.hypot(...taste);
    if (length === 0) return;
    for (let item = 0; item < scores.length; item += 1) {
      let sum = 0;
      const at = item * dimensions;
      for (let k = 0; k < dimensions; k += 1)
        sum += (taste[k] as number) * (values[at + k] as number);
      if (sum > 0) scores[item] = (scores[item] as number) + (this.textShare * sum) / length;
    }
  }

  /** What one item alone would add to the score of the other, 0 to 1. */
  private likeness(one: number, other: number): number {
    const alone = this.featureCosine(one, other) * (1 - this.textShare);
    return alone + this.textShare * Math.max(0, this.textCosine(one, other));
  }

  private featureCosine(one: number, other: number): number {
    const { starts, columns, values } = this.model.rows;
    const own = columns.subarray(starts[one], starts[one + 1]);
    let sum = 0;
    for (let at = starts[other] as number; at < (starts[other + 1] as number); at += 1) {
      const place = own.indexOf(columns[at] as number);
      if (place >= 0)
        sum += (values[at] as number) * (values[(starts[one] as number) + place] as number);
    }
    return sum;
  }

  private textCosine(one: number, other: number): number {
    const { texts } = this.model;
    if (texts === null) return 0;
    const { dimensions, values } = texts;
    let sum = 0;
    for (let k = 0; k < dimensions; k += 1)
      sum += (values[one * dimensions + k] as number) * (values[other * dimensions + k] as number);
    return sum;
  }
}
