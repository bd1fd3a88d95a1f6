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

/** The weights that a shop has set. The same numbers mean something else to each engine, which therefore has its own for the others. */
export type ShopWeights = { readonly [Field in keyof FieldWeights]?: number | undefined };

export function completeWeights(set: ShopWeights, own: FieldWeights): FieldWeights {
  const weight = (field: keyof FieldWeights): number => set[field] ?? own[field];
  return {
    title: weight('title'),
    identifiers: weight('identifiers'),
    brand: weight('brand'),
    categories: weight('categories'),
    tags: weight('tags'),
    description: weight('description'),
    attributes: weight('attributes'),
  };
}
