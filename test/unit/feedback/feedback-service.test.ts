import { TypeOrmEventStore } from '../../../src/adapters/storage-typeorm/typeorm-event-store';
import { TypeOrmKnownProducts } from '../../../src/adapters/storage-typeorm/typeorm-known-products';
import { TypeOrmProductStore } from '../../../src/adapters/storage-typeorm/typeorm-product-store';
import type { EventStore } from '../../../src/feedback/event-store.port';
import { FeedbackService } from '../../../src/feedback/feedback-service';
import { asImportRunId, asSku } from '../../../src/shared/ids';
import { aProduct } from '../../support/a-product';
import { anEventDraft, NOON } from '../../support/an-event';
import { freshSqlite } from '../../support/databases';

describe('FeedbackService', () => {
  const databases = freshSqlite();
  let events: EventStore;
  let feedback: FeedbackService;

  beforeEach(async () => {
    const database = await databases.open();
    const products = ['hammer', 'saw'].map((sku) => aProduct({ sku }));
    await new TypeOrmProductStore(database, []).upsert(products, asImportRunId('run'));
    events = new TypeOrmEventStore(database);
    feedback = new FeedbackService(events, new TypeOrmKnownProducts(database), () => NOON);
  });

  it('records the good events of a batch and reports the bad ones by their row', async () => {
    const outcome = await feedback.record([
      anEventDraft({ eventId: 'a' }),
      anEventDraft({ eventId: 'b', kind: 'buy' }),
      anEventDraft({ eventId: 'c', sku: 'ghost' }),
      anEventDraft({ eventId: 'd', sku: 'saw', kind: 'PURCHASE', quantity: -1, position: 0 }),
      anEventDraft({ eventId: 'e', sku: 'saw' }),
    ]);

    expect(outcome).toMatchObject({ recorded: 2, duplicates: 0 });
    expect(outcome.problems.map(({ row, field, code }) => [row, field, code])).toEqual([
      [2, 'kind', 'INVALID_INPUT'],
      [3, 'sku', 'UNKNOWN_PRODUCT'],
      [4, 'position', 'INVALID_INPUT'],
      [4, 'quantity', 'INVALID_INPUT'],
    ]);
    expect((await events.read(0, 10)).map((row) => row.event.eventId)).toEqual(['a', 'e']);
  });

  it('names the unknown product and the remedy', async () => {
    const { problems } = await feedback.record([anEventDraft({ sku: 'ghost' })]);

    expect(problems[0]?.message).toBe(
      'The catalogue has no product "ghost". Import the product first.',
    );
  });

  it('counts an event once, within a batch and across batches', async () => {
    const batch = ['a', 'b', 'a'].map((eventId) => anEventDraft({ eventId }));

    expect(await feedback.record(batch)).toEqual({ recorded: 2, duplicates: 1, problems: [] });
    expect(await feedback.record(batch)).toEqual({ recorded: 0, duplicates: 3, problems: [] });

    expect((await events.countersOf([asSku('hammer')], NOON)).get(asSku('hammer'))?.views).toBe(2);
  });

  it('keeps events about products that left the catalogue when told to', async () => {
    const drafts = [anEventDraft({ sku: 'ghost', eventId: '', occurredAt: '2025-01-01' })];
    const policy = { unknownProducts: 'KEEP', withoutId: 'DERIVE' } as const;

    expect(await feedback.record(drafts, policy)).toMatchObject({ recorded: 1 });
    expect(await feedback.record(drafts, policy)).toMatchObject({ recorded: 0, duplicates: 1 });
  });

  it('answers an empty batch', async () => {
    expect(await feedback.record([])).toEqual({ recorded: 0, duplicates: 0, problems: [] });
  });
});
