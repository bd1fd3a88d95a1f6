import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType({ description: 'One thing that must not get worse.', simpleResolvers: true })
export class ModelGuardrail {
  @Field(() => String, { description: 'Such as `FINITE_SCORES`, `COVERAGE` or `JUDGMENTS`.' })
  readonly name!: string;

  @Field(() => Boolean, { description: 'Whether it did not.' })
  readonly passed!: boolean;

  @Field(() => Float, { description: 'What was measured.' })
  readonly value!: number;

  @Field(() => Float, { description: 'What it was held against.' })
  readonly limit!: number;

  @Field(() => String, { description: 'For people, with both numbers.' })
  readonly words!: string;
}
