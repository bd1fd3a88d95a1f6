import { Field, Float, ID, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'A part of a profile, and what it is drawn from.',
  simpleResolvers: true,
})
export class Interest {
  @Field(() => String, { description: 'The department or the brand.' })
  readonly value!: string;

  @Field(() => Float, {
    description:
      'Share of all that the shopper did lately, 0 to 1; what was done with a product of two departments counts in both.',
  })
  readonly share!: number;

  @Field(() => [ID], { description: 'The latest events that it comes from, at most ten.' })
  readonly events!: readonly string[];
}
