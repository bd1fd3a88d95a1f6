import { Field, Float, ID, ObjectType } from 'type-graphql';
import { FeatureContribution } from './feature-contribution.type';
import { RankingStage } from './ranking-stage.type';

/** So many features a model is taken to have when the cost of an operation is counted. */
const CONTRIBUTIONS = 40;

@ObjectType({ description: 'Why a hit stands where it does.', simpleResolvers: true })
export class HitExplanation {
  @Field(() => [RankingStage], { description: 'What each stage of ranking made of the hit.' })
  readonly stages!: readonly RankingStage[];

  @Field(() => ID, {
    nullable: true,
    description: 'The model that scored the hit; null when words, or words and vectors, decided.',
  })
  readonly model!: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Score of the typical candidate of the same search; null without a model.',
  })
  readonly baseline!: number | null;

  @Field(() => [FeatureContribution], {
    complexity: ({ childComplexity }) => 1 + CONTRIBUTIONS * childComplexity,
    description:
      'Largest first by size; they add up to the score of the hit minus `baseline`. Empty without a model.',
  })
  readonly contributions!: readonly FeatureContribution[];
}
