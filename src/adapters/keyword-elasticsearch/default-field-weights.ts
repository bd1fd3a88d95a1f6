import type { FieldWeights } from '../../search/field-weights';

/**
 * The weights for a shop that has set none. They differ from those of the embedded engine, because the same numbers mean something else
 * there: here a weight also counts towards the length of the text (docs/decisions/0010-elasticsearch.md).
 */
export const ELASTICSEARCH_FIELD_WEIGHTS: FieldWeights = {
  title: 2,
  identifiers: 1,
  brand: 1,
  categories: 1,
  tags: 1,
  description: 2,
  attributes: 0,
};
