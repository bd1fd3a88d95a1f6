import { Field, Float, InputType } from 'type-graphql';

@InputType({ description: 'An amount of money.' })
export class MoneyInput {
  @Field(() => Float, { description: 'In major units: 12.5 is twelve euros fifty. Not negative.' })
  readonly amount!: number;

  @Field(() => String, { description: 'ISO 4217 code, such as `EUR`.' })
  readonly currency!: string;
}
