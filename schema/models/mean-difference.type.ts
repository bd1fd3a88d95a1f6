import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'A mean difference, and the range in which it plausibly lies.',
  simpleResolvers: true,
})
export class MeanDifference {
  @Field(() => Float, { description: 'Above 0: the first is better.' })
  readonly mean!: number;

  @Field(() => Float, { description: 'Low end of the 95 % interval.' })
  readonly low!: number;

  @Field(() => Float, { description: 'High end of it.' })
  readonly high!: number;
}
