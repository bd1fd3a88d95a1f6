/** What one search may ask for; beyond it the answer is a coded error that names the limit. */
export interface SearchLimits {
  /** Hits per page. */
  readonly pageSize: number;
  /** Characters of the text. */
  readonly textLength: number;
  readonly facets: number;
  /** Nesting of the filter; a single condition is 1 deep. */
  readonly filterDepth: number;
  /** Conditions and values of the filter, all levels together. */
  readonly filterSize: number;
}
