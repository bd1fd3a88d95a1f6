import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A range of numbers; a missing end is open.', simpleResolvers: true })
export class NumberBounds {
  @Field(() => Float, { nullable: true, description: 'Lower end, included.' })
  readonly min?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Upper end: excluded in a bucket, included in the bounds of a facet.',
  })
  readonly max?: number | null;
}
