import { Field, ObjectType } from 'type-graphql';
import { ShopperErrorCodeEnum, type ShopperErrorCode } from './shopper-error-code.enum';

@ObjectType({
  description: 'Why something was not taken. The rest was.',
  simpleResolvers: true,
})
export class ShopperError {
  @Field(() => ShopperErrorCodeEnum, { description: 'For programs to switch on.' })
  readonly code!: ShopperErrorCode;

  @Field(() => String, {
    nullable: true,
    description:
      'The field of the input at fault, entries of lists counted from 0: `notInterested.2`; null when it is none.',
  })
  readonly field!: string | null;

  @Field(() => String, { description: 'For people: names the value and the remedy.' })
  readonly message!: string;
}
