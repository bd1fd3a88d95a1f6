import { Field, InputType, Int } from 'type-graphql';

@InputType({ description: 'What a shopper has typed so far.' })
export class SuggestInput {
  @Field(() => String, { description: 'As typed; the last word may be unfinished.' })
  readonly text!: string;

  @Field(() => Int, {
    defaultValue: 8,
    description: 'At most this many queries, and as many products.',
  })
  readonly first!: number;
}
