import { Field, ObjectType } from 'type-graphql';
import { ShopperError } from './shopper-error.type';
import { Shopper } from './shopper.type';

@ObjectType({ description: 'What a correction did.', simpleResolvers: true })
export class CorrectProfilePayload {
  @Field(() => Shopper, {
    nullable: true,
    description: 'The shopper as they are known now; null when nobody was named.',
  })
  readonly shopper!: Shopper | null;

  @Field(() => [ShopperError], { description: 'What was not taken; empty when all was.' })
  readonly userErrors!: readonly ShopperError[];
}
