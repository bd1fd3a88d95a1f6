import { Field, Float, InputType } from 'type-graphql';

@InputType({ description: 'A range of prices, both ends included. Give at least one end.' })
export class PriceRangeInput {
  @Field(() => Float, { nullable: true, description: 'Lowest price, in major units.' })
  readonly min?: number | null;

  @Field(() => Float, { nullable: true, description: 'Highest price, in major units.' })
  readonly max?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'ISO 4217 code: only prices in this currency match. Any currency when absent.',
  })
  readonly currency?: string | null;
}
