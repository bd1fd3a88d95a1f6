import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Strategy } from '../../src/recommendation/recommendation.types';
import { Product } from '../catalog/product.type';
import { RecommendationReason } from './recommendation-reason.type';
import { RecommendationStrategyEnum } from './recommendation-strategy.enum';

@ObjectType({ description: 'A product, and why it is shown.', simpleResolvers: true })
export class Recommendation {
  @Field(() => Product, { description: 'The product.' })
  readonly product!: Product;

  @Field(() => Int, {
    description: 'Place in the whole list, from 1; send it with the event that follows.',
  })
  readonly position!: number;

  @Field(() => Float, {
    description: 'Higher is better; comparable within one list and strategy only.',
  })
  readonly score!: number;

  @Field(() => RecommendationStrategyEnum, { description: 'Which strategy gave it.' })
  readonly strategy!: Strategy;

  @Field(() => RecommendationReason, { description: 'Why it is shown.' })
  readonly reason!: RecommendationReason;
}
