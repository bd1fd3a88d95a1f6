import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'Who a visitor turned out to be, such as at login.' })
export class IdentifyShopperInput {
  @Field(() => ID, { description: 'The visit.' })
  readonly sessionId!: string;

  @Field(() => ID, { description: "The shop's key of the shopper." })
  readonly shopperId!: string;
}
