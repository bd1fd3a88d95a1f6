/** Where a feature comes from. */
export type FeatureGroup = 'LEXICAL' | 'SEMANTIC' | 'PRODUCT' | 'SHOPPER' | 'QUERY';

/** One thing that is known about a candidate for a query. */
export interface Feature {
  /** Small letters, digits and underscores; never changes its meaning. */
  readonly name: string;
  readonly group: FeatureGroup;
  /** Meaning, unit and range. */
  readonly meaning: string;
  /** The value in words a shop's team understands; null when it was not known. */
  readonly inWords: (value: number | null) => string;
}
