import type { FeatureCounts } from './product-words';

/** Which features are worth a place. */
export interface VocabularyLimits {
  /** Features in fewer products are left out: nothing can be learnt from one. */
  readonly leastProducts: number;
  /** Features in more than this share of the products are left out: they tell nothing apart. 0 to 1. */
  readonly mostShare: number;
  /** Features kept at most, those in most products first. */
  readonly mostFeatures: number;
}

/** The features of a space, each with its place and its weight. */
export interface Vocabulary {
  readonly features: readonly string[];
  /** By place: ln(products / products with the feature), at least 0. */
  readonly idf: Float32Array;
}

/** Beyond this many different features, those seen once so far are forgotten: bounds the memory of huge catalogues. */
const COUNTED_FEATURES = 1_000_000;

/** Counts in how many products each feature occurs. */
export class ProductFrequencies {
  private readonly frequencies = new Map<string, number>();
  private products = 0;

  add(counts: FeatureCounts): void {
    this.products += 1;
    for (const feature of counts.keys())
      this.frequencies.set(feature, (this.frequencies.get(feature) ?? 0) + 1);
    if (this.frequencies.size > COUNTED_FEATURES) this.forgetRarest();
  }

  /** Most frequent first, ties by name: the same products in any order give the same vocabulary. */
  choose({ leastProducts, mostShare, mostFeatures }: VocabularyLimits): Vocabulary {
    const most = mostShare * this.products;
    const chosen = [...this.frequencies]
      .filter(([, frequency]) => frequency >= leastProducts && frequency <= most)
      .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .slice(0, mostFeatures);
    return {
      features: chosen.map(([feature]) => feature),
      idf: Float32Array.from(chosen, ([, frequency]) => Math.log(this.products / frequency)),
    };
  }

  private forgetRarest(): void {
    for (const [feature, frequency] of this.frequencies)
      if (frequency === 1) this.frequencies.delete(feature);
  }
}
