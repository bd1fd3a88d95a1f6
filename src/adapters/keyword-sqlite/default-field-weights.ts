import type { FieldWeights } from '../../search/field-weights';

/**
 * The weights for a shop that has set none. Chosen on the judged Icecat queries with cross-validation by query
 * (docs/decisions/0007-lexical-ranking.md).
 */
export const SQLITE_FIELD_WEIGHTS: FieldWeights = {
  title: 4,
  identifiers: 1,
  brand: 1,
  categories: 1,
  tags: 1,
  description: 2,
  attributes: 0,
};
