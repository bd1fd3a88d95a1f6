import { Field, ID, ObjectType } from 'type-graphql';
import type { Placement, RecommendationPart } from '../../src/recommendation/recommendation.types';
import { PageInfo } from '../shared/page-info.type';
import { PlacementEnum } from './placement.enum';
import { RecommendationEdge } from './recommendation-edge.type';
import { RecommendationPartEnum } from './recommendation-part.enum';
import { RecommendationStrategyShare } from './recommendation-strategy-share.type';

@ObjectType({ description: 'A page of recommendations.', simpleResolvers: true })
export class RecommendationConnection {
  @Field(() => ID, {
    description:
      'Attribution id of this list; all its pages carry the same. Send it with every event that follows from it.',
  })
  readonly recommendationId!: string;

  @Field(() => PlacementEnum, { description: 'What the list is for.' })
  readonly placement!: Placement;

  @Field(() => [RecommendationEdge], { description: 'The recommendations of this page.' })
  readonly edges!: readonly RecommendationEdge[];

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  readonly pageInfo!: PageInfo;

  @Field(() => [RecommendationStrategyShare], {
    description: 'The strategies, in the order in which they were asked.',
  })
  readonly strategies!: readonly RecommendationStrategyShare[];

  @Field(() => ID, {
    nullable: true,
    description: 'The version of the model that had its say; null when none did.',
  })
  readonly model!: string | null;

  @Field(() => [RecommendationPartEnum], {
    description: 'Parts that this answer had to do without; empty when all is well.',
  })
  readonly degraded!: readonly RecommendationPart[];
}
