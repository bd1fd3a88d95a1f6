import { field, runGateway, type Answer, type RunningGateway } from '../support/running-gateway';
import { importSmallCatalogue } from '../support/small-catalogue';

const SHOPPER = `
  query ($input: ShopperLookupInput!) {
    shopper(input: $input) {
      shopperId sessionId
      departments { value share events } brands { value share events }
      priceBands { currency low median high events }
      recent { eventId kind sku rating at product { title } }
      notInterested { sku brand category { name path } }
    }
  }`;
const IDENTIFY = `
  mutation ($input: IdentifyShopperInput!) {
    identifyShopper(input: $input) { isTheirs userErrors { code field message } }
  }`;
const CORRECT = `
  mutation ($input: CorrectProfileInput!) {
    correctProfile(input: $input) {
      shopper { shopperId sessionId brands { value } notInterested { sku brand category { path } } }
      userErrors { code field message }
    }
  }`;
const RECORD = `
  mutation ($input: RecordEventsInput!) { recordEvents(input: $input) { recorded userErrors { message } } }`;

describe('shoppers over GraphQL', () => {
  let gateway: RunningGateway;
  let events = 0;

  beforeEach(async () => {
    gateway = await runGateway();
    await importSmallCatalogue(gateway);
  });

  afterEach(async () => {
    await gateway.close();
  });

  const did = async (sku: string, facts: object): Promise<string> => {
    const eventId = `e-${(events += 1)}`;
    const input = { events: [{ eventId, kind: 'VIEW', sku, ...facts }] };
    const answer = await gateway.ask(RECORD, { input });
    expect(field(answer, 'recordEvents')).toEqual({ recorded: 1, userErrors: [] });
    return eventId;
  };
  const shopper = async (input: object) =>
    field(await gateway.ask(SHOPPER, { input }), 'shopper') as Record<string, unknown>;
  const correct = (input: object) => gateway.ask(CORRECT, { input });

  describe('the profile', () => {
    it('tells what a shopper looks for, from which events', async () => {
      const bag = await did('BAG-1', { shopperId: 'anna', occurredAt: new Date().toISOString() });
      const camera = await did('CAM-1', { shopperId: 'anna', kind: 'ADD_TO_CART' });

      expect(await shopper({ shopperId: 'anna' })).toMatchObject({
        shopperId: 'anna',
        sessionId: null,
        departments: [{ value: 'Photo', share: 1, events: [camera, bag] }],
        brands: [
          { value: 'Canon', share: expect.closeTo(0.8, 3) as number, events: [camera] },
          { value: 'Harbour', share: expect.closeTo(0.2, 3) as number, events: [bag] },
        ],
        // Four fifths of the weight lie on the camera.
        priceBands: [{ currency: 'EUR', low: 1899, median: 1899, high: 1899 }],
        recent: [
          {
            eventId: camera,
            kind: 'ADD_TO_CART',
            product: { title: 'Canon EOS R6 mirrorless camera' },
          },
          { eventId: bag, kind: 'VIEW', sku: 'BAG-1', rating: null },
        ],
        notInterested: [],
      });
    });

    it('is empty for whoever nobody knows yet', async () => {
      expect(await shopper({ sessionId: 'never-seen' })).toEqual({
        shopperId: null,
        sessionId: 'never-seen',
        departments: [],
        brands: [],
        priceBands: [],
        recent: [],
        notInterested: [],
      });
    });

    it('keeps acts whose product has left the catalogue', async () => {
      await did('BAG-1', { shopperId: 'anna' });
      await gateway.ask('mutation { deleteProducts(input: { skus: ["BAG-1"] }) { deleted } }');

      expect(await shopper({ shopperId: 'anna' })).toMatchObject({
        brands: [],
        recent: [{ sku: 'BAG-1', product: null }],
      });
    });

    it.each([
      ['nobody', {}, 'it has none'],
      [
        'two names at once',
        { shopperId: 'anna', sessionId: 's' },
        'it has shopperId and sessionId',
      ],
      ['a blank name', { shopperId: ' ' }, 'shopperId'],
      ['control characters', { sessionId: 'a\u0000b' }, 'control characters'],
      ['too long a name', { shopperId: 'x'.repeat(201) }, '201 characters'],
    ])('refuses %s with words', async (_name, input, words) => {
      const { errors } = await gateway.ask(SHOPPER, { input });
      expect(errors[0]?.message).toContain(words);
      expect(['INVALID_INPUT', 'TEXT_TOO_LONG']).toContain(errors[0]?.extensions['code']);
    });
  });

  describe('the login', () => {
    const identify = (sessionId: string, shopperId: string): Promise<Answer> =>
      gateway.ask(IDENTIFY, { input: { sessionId, shopperId } });

    it('gives the visit to the shopper, once', async () => {
      await did('BAG-1', { sessionId: 'visit' });
      await correct({ sessionId: 'visit', notInterested: [{ brand: 'Sony' }] });

      const first = await identify('visit', 'anna');
      expect(field(first, 'identifyShopper')).toEqual({ isTheirs: true, userErrors: [] });
      expect(await shopper({ shopperId: 'anna' })).toMatchObject({
        brands: [{ value: 'Harbour' }],
        notInterested: [{ brand: 'Sony' }],
      });

      expect(field(await identify('visit', 'anna'), 'identifyShopper.isTheirs')).toBe(true);
      expect(field(await identify('visit', 'ben'), 'identifyShopper.isTheirs')).toBe(false);
      expect(await shopper({ shopperId: 'ben' })).toMatchObject({ recent: [], notInterested: [] });
    });

    it('is heard in an event that names both', async () => {
      await did('BAG-1', { sessionId: 'visit' });
      await did('CAM-2', { sessionId: 'visit', shopperId: 'anna' });
      await did('TEE-1', { sessionId: 'visit' });

      const { recent } = await shopper({ shopperId: 'anna' });
      expect((recent as { sku: string }[]).map(({ sku }) => sku)).toEqual(['TEE-1', 'CAM-2', 'BAG-1']); // prettier-ignore
    });

    it('says what is wrong with a name', async () => {
      const answer = await identify('visit', '  ');
      expect(field(answer, 'identifyShopper')).toMatchObject({
        isTheirs: null,
        userErrors: [{ code: 'INVALID_INPUT', field: 'shopperId' }],
      });
    });
  });

  describe('a correction', () => {
    it('counts in the very next answer, until it is undone', async () => {
      await did('BAG-1', { shopperId: 'anna' });
      const productId = Buffer.from('Product:CAM-1').toString('base64url');
      const notInterested = [
        { productId },
        { sku: 'CAM-2' },
        { brand: 'Harbour' },
        { category: { path: ['Photo', 'Bags'] } },
      ];

      const said = await correct({ shopperId: 'anna', notInterested });
      expect(field(said, 'correctProfile')).toEqual({
        shopper: {
          shopperId: 'anna',
          sessionId: null,
          brands: [],
          notInterested: [
            { sku: 'CAM-1', brand: null, category: null },
            { sku: 'CAM-2', brand: null, category: null },
            { sku: null, brand: 'Harbour', category: null },
            { sku: null, brand: null, category: { path: ['Photo', 'Bags'] } },
          ],
        },
        userErrors: [],
      });

      const undone = await correct({ shopperId: 'anna', undo: notInterested.slice(1) });
      expect(field(undone, 'correctProfile.shopper')).toMatchObject({
        brands: [{ value: 'Harbour' }],
        notInterested: [{ sku: 'CAM-1' }],
      });
    });

    it('is made by DISLIKE, and taken back by LIKE', async () => {
      await did('CAM-1', { shopperId: 'anna', kind: 'DISLIKE' });
      expect(await shopper({ shopperId: 'anna' })).toMatchObject({
        notInterested: [{ sku: 'CAM-1' }],
      });

      await did('CAM-1', { shopperId: 'anna', kind: 'LIKE' });
      expect(await shopper({ shopperId: 'anna' })).toMatchObject({ notInterested: [] });
    });

    it('takes what is in order, and says by place what is not', async () => {
      const answer = await correct({
        sessionId: 'visit',
        notInterested: [
          { brand: 'Sony', sku: 'CAM-1' },
          { sku: 'NOPE' },
          { brand: ' Canon ' },
          { productId: 'made up' },
          { category: { path: [] } },
          { brand: '\u0000' },
        ],
        undo: [{}, { sku: 'NEVER-SAID' }],
      });

      expect(field(answer, 'correctProfile.shopper.notInterested')).toMatchObject([
        { brand: 'Canon' },
      ]);
      const found = field(answer, 'correctProfile.userErrors') as { code: string; field: string }[];
      expect(found.map(({ code, field: at }) => `${at} ${code}`).sort()).toEqual([
        'notInterested.0 INVALID_INPUT',
        'notInterested.1 UNKNOWN_PRODUCT',
        'notInterested.3 INVALID_INPUT',
        'notInterested.4 INVALID_INPUT',
        'notInterested.5 INVALID_INPUT',
        'undo.0 INVALID_INPUT',
      ]);
    });

    it('needs somebody who says so', async () => {
      const answer = await correct({ notInterested: [{ brand: 'Sony' }] });
      expect(field(answer, 'correctProfile')).toMatchObject({
        shopper: null,
        userErrors: [{ code: 'INVALID_INPUT', field: null }],
      });
    });

    it('has room for a thousand things, and says so', async () => {
      const brands = Array.from({ length: 1001 }, (_, index) => ({ brand: `Brand ${index}` }));
      await correct({ shopperId: 'anna', notInterested: brands.slice(0, 600) });
      const answer = await correct({ shopperId: 'anna', notInterested: brands.slice(600) });

      expect(field(answer, 'correctProfile.userErrors')).toMatchObject([
        { code: 'TOO_MANY_ITEMS', message: expect.stringContaining('1000') as string },
      ]);
      const { notInterested } = await shopper({ shopperId: 'anna' });
      expect(notInterested).toHaveLength(600);
    });
  });
});
