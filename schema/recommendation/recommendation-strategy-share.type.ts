import { Field, Int, ObjectType } from 'type-graphql';
import type { Strategy } from '../../src/recommendation/recommendation.types';
import { RecommendationStrategyEnum } from './recommendation-strategy.enum';

@ObjectType({ description: 'What one strategy gave to a list.', simpleResolvers: true })
export class RecommendationStrategyShare {
  @Field(() => RecommendationStrategyEnum, { description: 'Which one.' })
  readonly strategy!: Strategy;

  @Field(() => Int, { description: 'Products that it proposed and that may be shown.' })
  readonly proposed!: number;

  @Field(() => Int, { description: 'Of those, products of this page.' })
  readonly shown!: number;
}
