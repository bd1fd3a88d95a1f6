import { Field, InputType, Int } from 'type-graphql';

/** Suggestions when nothing else is asked for. */
export const DEFAULT_SUGGESTIONS = 8;

@InputType({ description: 'What a shopper has typed so far.' })
export class SuggestInput {
  @Field(() => String, { description: 'As typed; the last word may be unfinished.' })
  readonly text!: string;

  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_SUGGESTIONS,
    description: 'At most this many queries, and as many products.',
  })
  readonly first?: number | null;
}
