import { Field, ObjectType } from 'type-graphql';
import { Recommendation } from './recommendation.type';

@ObjectType({ description: 'A recommendation and its place in the list.', simpleResolvers: true })
export class RecommendationEdge {
  @Field(() => String, { description: 'Opaque place in the list; pass it as `after`.' })
  readonly cursor!: string;

  @Field(() => Recommendation, { description: 'The recommendation.' })
  readonly node!: Recommendation;
}
