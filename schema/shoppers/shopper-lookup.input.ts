import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'Which shopper: give exactly one of the two.' })
export class ShopperLookupInput {
  @Field(() => ID, { nullable: true, description: "The shop's key of a known shopper." })
  readonly shopperId?: string | null;

  @Field(() => ID, { nullable: true, description: 'One visit of one device, known or anonymous.' })
  readonly sessionId?: string | null;
}
