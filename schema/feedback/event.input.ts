import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, Float, ID, InputType, Int } from 'type-graphql';
import type { EventKind } from '../../src/feedback/shopper-event.types';
import { EventKindEnum } from './event-kind.enum';

@InputType({
  description:
    'One act of one shopper on one product. Say which product by `productId` or `sku`, and who by `shopperId`, `sessionId` or both.',
})
export class EventInput {
  @Field(() => ID, {
    description: 'Chosen by you, unique for ever: sending an event twice counts it once.',
  })
  readonly eventId!: string;

  @Field(() => EventKindEnum, { description: 'What was done.' })
  readonly kind!: EventKind;

  @Field(() => ID, { nullable: true, description: 'Global id of the product.' })
  readonly productId?: string | null;

  @Field(() => String, { nullable: true, description: "The shop's own key of the product." })
  readonly sku?: string | null;

  @Field(() => ID, { nullable: true, description: "The shop's key of a known shopper." })
  readonly shopperId?: string | null;

  @Field(() => ID, { nullable: true, description: 'One visit of one device, known or anonymous.' })
  readonly sessionId?: string | null;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When it happened; the time of receipt when absent.',
  })
  readonly occurredAt?: Date | null;

  @Field(() => ID, { nullable: true, description: 'The search that led here.' })
  readonly searchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The list of recommendations that led here.' })
  readonly recommendationId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Place in that list, from 1.' })
  readonly position?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Pieces, at least 1; with `ADD_TO_CART` and `PURCHASE` only.',
  })
  readonly quantity?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Price of one piece in major units; with `ADD_TO_CART` and `PURCHASE` only.',
  })
  readonly price?: number | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217 code of `price`.' })
  readonly currency?: string | null;

  @Field(() => Float, { nullable: true, description: '1 to 5; with `RATING`, and always there.' })
  readonly rating?: number | null;
}
