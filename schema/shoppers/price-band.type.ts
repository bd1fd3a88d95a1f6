import { Field, Float, ID, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'Where the prices lie of what the shopper looks for.',
  simpleResolvers: true,
})
export class PriceBand {
  @Field(() => String, { description: 'ISO 4217 code.' })
  readonly currency!: string;

  @Field(() => Float, { description: 'A quarter lies below, in major units.' })
  readonly low!: number;

  @Field(() => Float, { description: 'A half lies below.' })
  readonly median!: number;

  @Field(() => Float, { description: 'Three quarters lie below.' })
  readonly high!: number;

  @Field(() => [ID], { description: 'The latest events that it comes from, at most ten.' })
  readonly events!: readonly string[];
}
