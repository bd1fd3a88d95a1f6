import { Field, InputType, Int } from 'type-graphql';

@InputType({ description: 'Counts the most frequent values, most frequent first.' })
export class TermsFacetInput {
  @Field(() => Int, { defaultValue: 10, description: 'At most this many values.' })
  readonly size!: number;
}
