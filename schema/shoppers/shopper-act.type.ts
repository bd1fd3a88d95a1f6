import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { EventKind } from '../../src/feedback/shopper-event.types';
import { EventKindEnum } from '../feedback/event-kind.enum';

/** `product` is looked up, so it stands with its resolver. */
@ObjectType({ description: 'Something that a shopper did with a product.', simpleResolvers: true })
export class ShopperAct {
  @Field(() => ID, { description: 'The event.' })
  readonly eventId!: string;

  @Field(() => EventKindEnum, { description: 'What was done.' })
  readonly kind!: EventKind;

  @Field(() => String, { description: "The shop's key of the product." })
  readonly sku!: string;

  @Field(() => Int, { nullable: true, description: 'Stars, with `RATING`.' })
  readonly rating!: number | null;

  @Field(() => GraphQLDateTimeISO, { description: "When, by the client's clock." })
  readonly at!: Date;
}
