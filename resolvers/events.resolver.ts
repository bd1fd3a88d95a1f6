import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { RecordEventsInput } from '../schema/feedback/record-events.input';
import { RecordEventsPayload } from '../schema/feedback/record-events.payload';
import type { FeedbackService } from '../src/feedback/feedback-service';
import type { RequestContext } from '../src/request/request-context';
import { eventDraft } from './input/event-draft';
import { readableRows } from './input/readable-rows';
import { userErrors } from './output/user-errors';

@Resolver()
export class EventsResolver {
  constructor(private readonly feedback: FeedbackService) {}

  @Mutation(() => RecordEventsPayload, {
    description:
      'Records what shoppers did. Safe to repeat: an event counts once, however often it is sent. An event that is refused does not stop the others; only values of the wrong type make the whole request invalid. What is recorded counts at once, for the order by popularity too. When an error says `retryable: true` in its extensions, keep the events and send the same again.',
  })
  async recordEvents(
    @Arg('input', () => RecordEventsInput, { description: 'The events.' })
    { events }: RecordEventsInput,
    @Ctx() { limits }: RequestContext,
  ): Promise<RecordEventsPayload> {
    const rows = readableRows(events, limits.batchSize, eventDraft);
    const { problems, ...counts } = await this.feedback.record(rows.drafts);
    return { ...counts, userErrors: userErrors([...rows.problems, ...rows.inBatch(problems)]) };
  }
}
