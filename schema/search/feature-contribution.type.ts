import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'What one thing that is known about a hit did to its score.',
  simpleResolvers: true,
})
export class FeatureContribution {
  @Field(() => String, { description: 'Name of the feature; it never changes its meaning.' })
  readonly feature!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'The value of this product; null when it was not known.',
  })
  readonly value!: number | null;

  @Field(() => Float, {
    description: 'In units of the score; negative when it counted against the product.',
  })
  readonly contribution!: number;

  @Field(() => String, { description: 'The value in plain English.' })
  readonly words!: string;
}
