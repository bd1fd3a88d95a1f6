import { field, runGateway, type RunningGateway } from '../support/running-gateway';
import { importSmallCatalogue } from '../support/small-catalogue';

const RECORD = `
  mutation ($input: RecordEventsInput!) {
    recordEvents(input: $input) { recorded duplicates userErrors { index field code message } }
  }`;

describe('recordEvents over GraphQL', () => {
  let gateway: RunningGateway;

  beforeEach(async () => {
    gateway = await runGateway({ TROVE_MAX_BATCH_SIZE: '200' });
    await importSmallCatalogue(gateway);
  });

  afterEach(async () => {
    await gateway.close();
  });

  const record = (events: readonly object[]) => gateway.ask(RECORD, { input: { events } });

  it('stores every fact of an event, whichever way the product is named', async () => {
    const productId = Buffer.from('Product:CAM-1').toString('base64url');
    const answer = await record([
      {
        eventId: 'e-1',
        kind: 'PURCHASE',
        productId,
        shopperId: 'anna',
        sessionId: 'visit-1',
        occurredAt: '2026-05-01T10:00:00Z',
        searchId: 'search-1',
        position: 3,
        quantity: 2,
        price: 1899,
        currency: 'EUR',
      },
      { eventId: 'e-2', kind: 'RATING', sku: 'CAM-2', sessionId: 'visit-1', rating: 4 },
    ]);
    expect(field(answer, 'recordEvents')).toEqual({ recorded: 2, duplicates: 0, userErrors: [] });
    const [purchase, rating] = await gateway.trove.events.read(0, 10);
    expect(purchase?.event).toMatchObject({
      eventId: 'e-1',
      kind: 'PURCHASE',
      sku: 'CAM-1',
      shopper: 'anna',
      session: 'visit-1',
      occurredAt: Date.UTC(2026, 4, 1, 10),
      searchId: 'search-1',
      position: 3,
      quantity: 2,
      price: { amount: 1899, currency: 'EUR' },
    });
    expect(rating?.event).toMatchObject({ sku: 'CAM-2', rating: 4, shopper: null });
  });

  it('counts an event once, however often it is sent', async () => {
    const events = [{ eventId: 'e-1', kind: 'VIEW', sku: 'CAM-1', sessionId: 's' }];
    await record(events);
    const again = await record([...events, ...events]);
    expect(field(again, 'recordEvents')).toMatchObject({ recorded: 0, duplicates: 2 });
    expect(await gateway.trove.events.count()).toBe(1);
  });

  it('keeps good events beside bad ones, and names each bad one by its place', async () => {
    const answer = await record([
      { eventId: 'e-1', kind: 'VIEW', productId: 'made up', sessionId: 's' },
      { eventId: 'e-2', kind: 'VIEW', sku: 'CAM-1', sessionId: 's' },
      { eventId: 'e-3', kind: 'VIEW', sku: 'CAM-1', productId: 'x', sessionId: 's' },
      { eventId: 'e-4', kind: 'VIEW', sku: 'NOPE', sessionId: 's' },
      { eventId: 'e-5', kind: 'VIEW', sku: 'CAM-1' },
      { eventId: 'e-6', kind: 'RATING', sku: 'CAM-1', sessionId: 's', rating: 9 },
      { eventId: 'e-7', kind: 'CLICK', sku: 'CAM-2', sessionId: 's' },
    ]);
    expect(field(answer, 'recordEvents')).toMatchObject({
      recorded: 2,
      userErrors: [
        { index: 0, code: 'INVALID_INPUT', message: expect.stringContaining('made up') as string },
        { index: 2, code: 'INVALID_INPUT' },
        { index: 3, field: 'sku', code: 'UNKNOWN_PRODUCT' },
        { index: 4, code: 'INVALID_INPUT' },
        { index: 5, field: 'rating', code: 'INVALID_INPUT' },
      ],
    });
    expect(await gateway.trove.events.count()).toBe(2);
  });

  it('refuses a batch over the limit before it records anything', async () => {
    const events = Array.from({ length: 201 }, (_, index) => ({
      eventId: `e-${index}`,
      kind: 'VIEW',
      sku: 'CAM-1',
      sessionId: 's',
    }));
    const { errors } = await record(events);
    expect(errors[0]).toMatchObject({
      extensions: { code: 'TOO_MANY_ITEMS', details: { count: 201, limit: 200 } },
    });
    expect(await gateway.trove.events.count()).toBe(0);
  });

  it('answers values of the wrong type with 400, and records nothing', async () => {
    const answer = await record([
      { eventId: 'e-1', kind: 'STARED_AT', sku: 'CAM-1', sessionId: 's' },
      { eventId: 'e-2', kind: 'VIEW', sku: 'CAM-1', sessionId: 's' },
    ]);
    expect(answer.status).toBe(400);
    expect(answer.errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(await gateway.trove.events.count()).toBe(0);
  });

  it('lets popularity follow at once', async () => {
    await record([
      { eventId: 'e-1', kind: 'PURCHASE', sku: 'TEE-1', sessionId: 's' },
      { eventId: 'e-2', kind: 'VIEW', sku: 'BAG-1', sessionId: 's' },
    ]);
    const answer = await gateway.ask(
      '{ search(input: { sort: POPULARITY }, first: 2) { edges { node { product { sku } } } } }',
    );
    expect(field(answer, 'search.edges')).toEqual([
      { node: { product: { sku: 'TEE-1' } } },
      { node: { product: { sku: 'BAG-1' } } },
    ]);
  });
});
