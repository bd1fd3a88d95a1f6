/** How much a match in each field counts towards the lexical score (BM25), relative to the others; 0 leaves the field out of the score. */
export interface FieldWeights {
  readonly title: number;
  readonly identifiers: number;
  readonly brand: number;
  readonly categories: number;
  readonly tags: number;
  readonly description: number;
  /** Text attributes. */
  readonly attributes: number;
}
