import { cleanEvent } from '../../../src/feedback/clean-event';
import { mappedEventDrafts, plainEventDrafts } from '../../../src/feedback/event-drafts';
import { parseEventMapping } from '../../../src/feedback/event-mapping';
import { eventToDraft } from '../../../src/feedback/export-events';
import type { ShopperEvent } from '../../../src/feedback/shopper-event.types';
import { asSearchId } from '../../../src/shared/ids';
import { anEvent, NOON } from '../../support/an-event';

const drafts = (mapping: unknown) =>
  mappedEventDrafts(parseEventMapping(JSON.stringify(mapping), 'map.json'));

describe('plainEventDrafts', () => {
  it('takes columns by their name, however it is written, and leaves out others', () => {
    const draft = plainEventDrafts({
      'Event ID': 'e1',
      occurred_at: '2026-05-01',
      'SEARCH-ID': 's',
      sku: 'a',
      colour: 'red',
    });

    expect(draft).toEqual({ eventId: 'e1', occurredAt: '2026-05-01', searchId: 's', sku: 'a' });
  });
});

describe('mappedEventDrafts', () => {
  it('takes columns, constants, presets, the meaning of words and scaled numbers', () => {
    const toDraft = drafts({
      fields: {
        kind: { column: 'event', values: { transaction: 'PURCHASE', '3': 'VIEW' } },
        sku: 'item.id',
        shopper: { column: 'user', default: 'nobody' },
        price: { column: 'cents', scale: 0.01 },
        currency: { value: 'EUR' },
      },
    });

    expect(
      toDraft({ event: 'transaction', item: { id: 'a' }, user: 'u1', cents: '1999' }),
    ).toMatchObject({ kind: 'PURCHASE', sku: 'a', shopper: 'u1', price: 19.99, currency: 'EUR' });
    expect(toDraft({ event: 3, item: { id: 'a' }, user: '', cents: '' })).toEqual({
      kind: 'VIEW',
      sku: 'a',
      shopper: 'nobody',
    });
    expect(toDraft({ event: 'like' })).toMatchObject({ kind: 'like', sku: undefined });
  });

  it('takes price, pieces and stars with the kinds that have them only', () => {
    const toDraft = drafts({
      fields: {
        kind: 'event',
        quantity: 'pieces',
        price: 'price',
        currency: { value: 'EUR' },
        rating: 'stars',
      },
    });
    const row = { pieces: 2, price: 9.5, stars: 4 };

    expect(toDraft({ event: 'view', ...row })).toEqual({ kind: 'view' });
    expect(toDraft({ event: 'rating', ...row })).toEqual({ kind: 'rating', rating: 4 });
    expect(toDraft({ event: 'purchase', ...row })).toEqual({
      kind: 'purchase',
      quantity: 2,
      price: 9.5,
      currency: 'EUR',
    });
    expect(toDraft({ event: 'purchase', price: '' })).toEqual({ kind: 'purchase' });
  });

  it('reaches no column that every object inherits', () => {
    const toDraft = drafts({ fields: { sku: 'constructor', kind: { column: 'k', values: {} } } });

    expect(toDraft({ k: 'toString' })).toEqual({ sku: undefined, kind: 'toString' });
  });

  it('names the field whose number cannot be scaled', () => {
    const toDraft = drafts({ fields: { price: { column: 'cents', scale: 0.01 } } });

    expect(() => toDraft({ cents: 'ten' })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', details: { field: 'price' } }) as Error,
    );
  });
});

describe('parseEventMapping', () => {
  it.each([
    ['not json', 'it is not JSON'],
    ['{}', 'fields'],
    ['{"fields":{"colour":"c"}}', 'colour'],
    ['{"fields":{"sku":{}}}', 'fields.sku'],
    ['{"fields":{"sku":{"column":"a","value":"b"}}}', 'fields.sku'],
    ['{"fields":{"price":{"column":"a","scale":-1}}}', 'fields.price'],
  ])('refuses %s and says where', (json, words) => {
    expect(() => parseEventMapping(json, 'map.json')).toThrow(
      expect.objectContaining({
        code: 'MAPPING_INVALID',
        message: expect.stringContaining(words) as string,
      }) as Error,
    );
  });
});

describe('eventToDraft', () => {
  it.each<ShopperEvent>([
    anEvent('e1'),
    anEvent('e2', { kind: 'RATING', rating: 5, shopper: null, searchId: asSearchId('s') }),
    anEvent('e3', { kind: 'PURCHASE', quantity: 2, price: { amount: 0.3, currency: 'CNY' } }),
  ])('writes what is read back as the same event: $kind', (event) => {
    const line = JSON.parse(JSON.stringify(eventToDraft(event))) as Record<string, unknown>;

    const read = cleanEvent(plainEventDrafts(line), { now: NOON, row: 1, withoutId: 'REFUSE' });

    expect(read.event).toEqual(event);
  });

  it('leaves out what is not known', () => {
    expect(eventToDraft(anEvent('e1', { shopper: null }))).toEqual({
      eventId: 'e1',
      kind: 'VIEW',
      sku: 'hammer',
      session: 'visit-1',
      occurredAt: '2026-05-01T12:00:00.000Z',
    });
  });
});
