import { registerEnumType } from 'type-graphql';
import type { RankingMode } from '../../src/search/ranking-mode.types';

export const RankingModeEnum: { readonly [Name in RankingMode]: Name } = {
  KEYWORD: 'KEYWORD',
  HYBRID: 'HYBRID',
  NEURAL: 'NEURAL',
};

registerEnumType(RankingModeEnum, {
  name: 'RankingMode',
  description: 'How products that match a text are put in order.',
  valuesConfig: {
    KEYWORD: { description: 'By their words.' },
    HYBRID: { description: 'By words and vectors, fused.' },
    NEURAL: {
      description:
        'By the model that serves, over the candidates of words and vectors; by their words until a model serves.',
    },
  },
});
