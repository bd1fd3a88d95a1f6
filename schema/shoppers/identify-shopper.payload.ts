import { Field, ObjectType } from 'type-graphql';
import { ShopperError } from './shopper-error.type';

@ObjectType({ description: 'Whose visit it is.', simpleResolvers: true })
export class IdentifyShopperPayload {
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether what was done in the session without a name counts as this shopper's; false when it was another's before. Null when the input is at fault.",
  })
  readonly isTheirs!: boolean | null;

  @Field(() => [ShopperError], { description: 'Why nothing was done; empty when it was.' })
  readonly userErrors!: readonly ShopperError[];
}
