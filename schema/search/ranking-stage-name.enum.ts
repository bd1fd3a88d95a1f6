import { registerEnumType } from 'type-graphql';
import type { RankingStage } from '../../src/search/hit-explanation.types';

type StageName = RankingStage['stage'];

export const RankingStageNameEnum: { readonly [Name in StageName]: Name } = {
  KEYWORD: 'KEYWORD',
  VECTORS: 'VECTORS',
  RERANKER: 'RERANKER',
};

registerEnumType(RankingStageNameEnum, {
  name: 'RankingStageName',
  description: 'One way of looking at the candidates of a search.',
  valuesConfig: {
    KEYWORD: { description: 'How well the words fit; the score is that of the search engine.' },
    VECTORS: {
      description: 'How near the meaning is; the score is a cosine, −1 to 1.',
    },
    RERANKER: { description: "The model's judgement; its score has no unit." },
  },
});
