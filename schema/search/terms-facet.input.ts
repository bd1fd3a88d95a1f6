import { Field, InputType, Int } from 'type-graphql';

/** Values of a facet when nothing else is asked for. */
export const DEFAULT_TERMS = 10;

@InputType({ description: 'Counts the most frequent values, most frequent first.' })
export class TermsFacetInput {
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_TERMS,
    description: 'At most this many values.',
  })
  readonly size?: number | null;
}
