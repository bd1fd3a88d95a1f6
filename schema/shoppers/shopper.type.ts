import { Field, ID, ObjectType } from 'type-graphql';
import { Interest } from './interest.type';
import { NotInterested } from './not-interested.type';
import { PriceBand } from './price-band.type';
import { ShopperAct } from './shopper-act.type';

@ObjectType({
  description:
    'What is known of a shopper, drawn from their latest 200 acts: what was done counts half as much for every week that has passed since.',
  simpleResolvers: true,
})
export class Shopper {
  @Field(() => ID, { nullable: true, description: 'As it was asked for.' })
  readonly shopperId!: string | null;

  @Field(() => ID, { nullable: true, description: 'As it was asked for.' })
  readonly sessionId!: string | null;

  @Field(() => [Interest], {
    description: 'Root departments, the largest share first; at most ten.',
  })
  readonly departments!: readonly Interest[];

  @Field(() => [Interest], { description: 'Brands, the largest share first; at most ten.' })
  readonly brands!: readonly Interest[];

  @Field(() => [PriceBand], { description: 'By currency, the most used first.' })
  readonly priceBands!: readonly PriceBand[];

  @Field(() => [ShopperAct], {
    description: 'The latest acts, the latest recorded first; at most 50.',
  })
  readonly recent!: readonly ShopperAct[];

  @Field(() => [NotInterested], {
    description: 'What they do not want to see, in the order in which they said so.',
  })
  readonly notInterested!: readonly NotInterested[];
}
