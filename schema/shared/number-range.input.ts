import { Field, Float, InputType } from 'type-graphql';

@InputType({
  description: 'A range of numbers. Give at least one end; a missing end is open.',
})
export class NumberRangeInput {
  @Field(() => Float, { nullable: true, description: 'Smallest value, included.' })
  readonly min?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Largest value: included in a filter, excluded in a facet.',
  })
  readonly max?: number | null;
}
