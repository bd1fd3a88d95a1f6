import { Field, InputType } from 'type-graphql';
import { EventInput } from './event.input';

@InputType({ description: 'What shoppers did.' })
export class RecordEventsInput {
  @Field(() => [EventInput], {
    description: 'At most as many as the server takes in one batch (1000 unless configured).',
  })
  readonly events!: readonly EventInput[];
}
