import { Field, ID, ObjectType } from 'type-graphql';
import type { RankingMode } from '../../src/search/ranking-mode.types';
import { RankingModeEnum } from './ranking-mode.enum';

@ObjectType({ description: 'What decided the order of a page.', simpleResolvers: true })
export class SearchRanking {
  @Field(() => RankingModeEnum, {
    description: 'What decided: without a model that serves, `NEURAL` comes down to `KEYWORD`.',
  })
  readonly mode!: RankingMode;

  @Field(() => ID, {
    nullable: true,
    description:
      'The model that scored every hit of the page; null when none did, and words, or words and vectors, decided.',
  })
  readonly model!: string | null;
}
