import { Field, Int, ObjectType } from 'type-graphql';
import { UserError } from '../shared/user-error.type';

@ObjectType({ description: 'What became of a batch of events.', simpleResolvers: true })
export class RecordEventsPayload {
  @Field(() => Int, { description: 'Events that are new and safely stored.' })
  readonly recorded!: number;

  @Field(() => Int, { description: 'Events that were stored before, or stand twice in the batch.' })
  readonly duplicates!: number;

  @Field(() => [UserError], { description: 'The events that were refused, and why.' })
  readonly userErrors!: readonly UserError[];
}
