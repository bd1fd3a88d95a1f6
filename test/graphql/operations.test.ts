import { field, runGateway, type Answer, type RunningGateway } from '../support/running-gateway';
import { readyOperation, readyOperationNames } from '../support/ready-operations';

/** In an order in which each finds what it is about; every operation file must be here. */
const EXPECTED: readonly (readonly [name: string, proof: (answer: Answer) => void])[] = [
  [
    'import-products',
    (answer) => {
      expect(field(answer, 'importProducts')).toMatchObject({
        created: 1,
        userErrors: [{ index: 1, field: 'price', code: 'INVALID_INPUT' }],
      });
    },
  ],
  [
    'search',
    (answer) => {
      expect(field(answer, 'search.searchId')).toMatch(/^[\w-]{10,}$/);
      expect(field(answer, 'search.total')).toEqual({ count: 1, accuracy: 'EXACT' });
      expect(field(answer, 'search.edges.0.node.titleHighlight.html')).toBe(
        'Harbour Wireless <mark>Headphones</mark>',
      );
      expect(field(answer, 'search.facets')).toMatchObject([
        { label: 'brand', buckets: [{ label: 'Harbour', count: 1 }] },
        { label: 'price', bounds: { min: 149.9, max: 149.9 } },
        { label: 'color', buckets: [{ label: 'Blue', count: 1 }] },
      ]);
    },
  ],
  [
    'search-with-typo',
    (answer) => {
      expect(field(answer, 'search.interpretation')).toMatchObject({
        corrections: [
          { typed: 'wireles', corrected: 'wireless' },
          { typed: 'hedphones', corrected: 'headphones' },
        ],
        ignoredWords: ['the'],
      });
      expect(field(answer, 'search.total.count')).toBe(1);
    },
  ],
  [
    'search-filtered',
    (answer) => {
      expect(field(answer, 'search.edges.0.node.product.attributes')).toMatchObject([
        { key: 'battery_life_h', kind: 'NUMBER', number: 30 },
        { key: 'noise_cancelling', kind: 'BOOLEAN', boolean: true },
        { key: 'color', kind: 'TEXT', text: 'Blue' },
      ]);
    },
  ],
  [
    'search-explained',
    (answer) => {
      expect(field(answer, 'search.ranking')).toEqual({ mode: 'KEYWORD', model: null });
      expect(field(answer, 'search.edges.0.node.explanation')).toMatchObject({
        stages: [{ stage: 'KEYWORD', position: 1 }],
        model: null,
        baseline: null,
        contributions: [],
      });
    },
  ],
  [
    'search-in-chinese',
    (answer) => {
      expect(field(answer, 'search.total.count')).toBe(0);
    },
  ],
  [
    'suggest',
    (answer) => {
      expect(field(answer, 'suggest.queries.0')).toMatchObject({
        text: 'Headphones',
        source: 'CATEGORY',
        highlight: { html: '<mark>Headp</mark>hones' },
      });
      expect(field(answer, 'suggest.products.0.sku')).toBe('AUD-OEH-0004');
    },
  ],
  [
    'product',
    (answer) => {
      expect(field(answer, 'product')).toMatchObject({
        sku: 'AUD-OEH-0004',
        price: { amount: 149.9, currency: 'EUR' },
        categories: [{ name: 'Over-Ear', path: ['Audio', 'Headphones', 'Over-Ear'] }],
        publishedAt: '2026-03-01T00:00:00.000Z',
      });
    },
  ],
  [
    'node',
    (answer) => {
      expect(field(answer, 'node')).toMatchObject({ __typename: 'Product', sku: 'AUD-OEH-0004' });
    },
  ],
  [
    'products',
    (answer) => {
      expect(field(answer, 'products.total.count')).toBe(1);
    },
  ],
  [
    'record-events',
    (answer) => {
      expect(field(answer, 'recordEvents')).toMatchObject({
        recorded: 2,
        duplicates: 0,
        userErrors: [{ index: 2, field: 'rating', code: 'INVALID_INPUT' }],
      });
    },
  ],
  [
    'identify-shopper',
    (answer) => {
      expect(field(answer, 'identifyShopper')).toEqual({ isTheirs: true, userErrors: [] });
    },
  ],
  [
    'shopper',
    (answer) => {
      expect(field(answer, 'shopper')).toMatchObject({
        departments: [{ value: 'Audio', share: 1 }],
        brands: [{ value: 'Harbour', share: 1 }],
        priceBands: [{ currency: 'EUR', median: 149.9 }],
        recent: [{ kind: 'PURCHASE' }, { kind: 'CLICK', product: { sku: 'AUD-OEH-0004' } }],
        notInterested: [],
      });
    },
  ],
  [
    'recommendations',
    (answer) => {
      expect(field(answer, 'recommendations')).toMatchObject({
        recommendationId: expect.stringMatching(/^[\w-]{10,}$/) as string,
        model: null,
      });
    },
  ],
  [
    'related-products',
    (answer) => {
      expect(field(answer, 'products.edges.0.node')).toMatchObject({
        sku: 'AUD-OEH-0004',
        similar: { edges: [] },
        boughtTogether: { edges: [] },
      });
    },
  ],
  [
    'correct-profile',
    (answer) => {
      expect(field(answer, 'correctProfile')).toMatchObject({
        shopper: {
          notInterested: [{ brand: 'Harbour' }, { category: { path: ['Audio', 'Headphones'] } }],
        },
        userErrors: [{ code: 'UNKNOWN_PRODUCT', field: 'notInterested.1' }],
      });
    },
  ],
  [
    'start-training',
    (answer) => {
      expect(field(answer, 'startTraining')).toMatchObject({
        run: { mode: 'FULL', state: 'QUEUED' },
        isNew: true,
        userErrors: [],
      });
    },
  ],
  [
    'training-runs',
    (answer) => {
      expect(field(answer, 'trainingRuns.edges.0.node')).toMatchObject({
        mode: 'FULL',
        problem: null,
      });
    },
  ],
  [
    'models',
    (answer) => {
      expect(field(answer, 'models')).toMatchObject({
        edges: [],
        pageInfo: { hasNextPage: false },
      });
    },
  ],
  [
    'promote-model',
    (answer) => {
      expect(field(answer, 'promoteModel')).toMatchObject({
        model: null,
        userErrors: [{ code: 'UNKNOWN_MODEL', field: 'id' }],
      });
    },
  ],
  [
    'rollback-model',
    (answer) => {
      expect(field(answer, 'rollbackModel')).toMatchObject({
        promotion: null,
        userErrors: [{ code: 'NO_EARLIER_MODEL' }],
      });
    },
  ],
  [
    'ranking-status',
    (answer) => {
      expect(field(answer, 'rankingStatus')).toMatchObject({ champion: null, shadows: [] });
      expect(field(answer, 'modelPromotions')).toEqual([]);
    },
  ],
  [
    'delete-products',
    (answer) => {
      expect(field(answer, 'deleteProducts')).toEqual({ deleted: 1, userErrors: [] });
    },
  ],
];

describe('the ready operations', () => {
  let gateway: RunningGateway;

  beforeAll(async () => {
    gateway = await runGateway();
  });

  afterAll(async () => {
    await gateway.close();
  });

  it('are all tried here', () => {
    expect(EXPECTED.map(([name]) => name).sort()).toEqual([...readyOperationNames()].sort());
  });

  it.each(EXPECTED)('%s', async (name, proof) => {
    const { query, variables } = readyOperation(name);
    const answer = await gateway.ask(query, variables);
    expect(answer.errors).toEqual([]);
    expect(answer.status).toBe(200);
    proof(answer);
  });
});
