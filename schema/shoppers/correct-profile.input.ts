import { Field, ID, InputType } from 'type-graphql';
import { NotInterestedInput } from './not-interested.input';

@InputType({ description: 'What a shopper says about what they see.' })
export class CorrectProfileInput {
  @Field(() => ID, {
    nullable: true,
    description: "The shop's key of a known shopper. Give this or `sessionId`.",
  })
  readonly shopperId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'One visit of one device. What is said in it goes over to whoever it turns out to be.',
  })
  readonly sessionId?: string | null;

  @Field(() => [NotInterestedInput], {
    nullable: true,
    defaultValue: [],
    description: 'What is not wanted any more.',
  })
  readonly notInterested?: readonly NotInterestedInput[] | null;

  @Field(() => [NotInterestedInput], {
    nullable: true,
    defaultValue: [],
    description: 'What may be shown again. Undone before `notInterested` is heard.',
  })
  readonly undo?: readonly NotInterestedInput[] | null;
}
