import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { Reason } from '../../src/recommendation/recommendation.types';
import { RecommendationReasonKindEnum } from './recommendation-reason-kind.enum';

/** `words` and `product` look the product up, so they stand with their resolver. */
@ObjectType({
  description: 'Why somebody sees a product. Which of the fields are given depends on the kind.',
  simpleResolvers: true,
})
export class RecommendationReason {
  @Field(() => RecommendationReasonKindEnum, { description: 'For programs to switch on.' })
  readonly kind!: Reason['kind'];

  @Field(() => String, { nullable: true, description: 'The root department that it is about.' })
  readonly department!: string | null;

  @Field(() => String, { nullable: true, description: 'The brand that it is about.' })
  readonly brand!: string | null;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: 'When the shopper did so.' })
  readonly at!: Date | null;

  @Field(() => String, { nullable: true, description: 'What the visitor looks for.' })
  readonly text!: string | null;
}
