import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType({ description: 'An amount of money.', simpleResolvers: true })
export class Money {
  @Field(() => Float, {
    description: 'In major units: 12.5 is twelve euros fifty. Never negative.',
  })
  readonly amount!: number;

  @Field(() => String, { description: 'ISO 4217 code, such as `EUR`.' })
  readonly currency!: string;
}
