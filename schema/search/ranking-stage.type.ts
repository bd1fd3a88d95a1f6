import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { RankingStage as Stage } from '../../src/search/hit-explanation.types';
import { RankingStageNameEnum } from './ranking-stage-name.enum';

@ObjectType({ description: 'What one stage of ranking made of a hit.', simpleResolvers: true })
export class RankingStage {
  @Field(() => RankingStageNameEnum, { description: 'Which stage.' })
  readonly stage!: Stage['stage'];

  @Field(() => Int, {
    nullable: true,
    description: 'Place in the order of this stage, from 1; null when it did not find the product.',
  })
  readonly position!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'In the units of this stage; null when it gave none.',
  })
  readonly score!: number | null;
}
