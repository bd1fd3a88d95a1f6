import { registerEnumType } from 'type-graphql';
import type { ModelKind } from '../../src/models/model.types';

export const ModelKindEnum: { readonly [Name in ModelKind]: Name } = {
  RERANKER: 'RERANKER',
  RECOMMENDER: 'RECOMMENDER',
};

registerEnumType(ModelKindEnum, {
  name: 'ModelKind',
  description: 'What a model does.',
  valuesConfig: {
    RERANKER: { description: 'Puts what a search found in order.' },
    RECOMMENDER: { description: 'Says what a shopper may want next, and what goes together.' },
  },
});
