import { field, runGateway, type Answer, type RunningGateway } from '../support/running-gateway';
import { importSmallCatalogue } from '../support/small-catalogue';

const SEARCH = `
  query ($input: SearchInput!, $first: Int! = 10, $after: String) {
    search(input: $input, first: $first, after: $after) {
      searchId
      total { count accuracy }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges { cursor node { position product { sku } } }
      facets { field label distinctValues bounds { min max } buckets { label path range { min max } count } }
    }
  }`;

interface Hit {
  readonly cursor: string;
  readonly node: { readonly position: number; readonly product: { readonly sku: string } };
}

function skus(answer: Answer): readonly string[] {
  expect(answer.errors).toEqual([]);
  return (field(answer, 'search.edges') as readonly Hit[]).map(({ node }) => node.product.sku);
}

describe('search over GraphQL', () => {
  let gateway: RunningGateway;

  beforeAll(async () => {
    gateway = await runGateway();
    await importSmallCatalogue(gateway);
  });

  afterAll(async () => {
    await gateway.close();
  });

  const search = (input: object, page: object = {}) => gateway.ask(SEARCH, { input, ...page });

  it('browses everything without a text', async () => {
    const answer = await search({});
    expect(skus(answer)).toHaveLength(6);
    expect(field(answer, 'search.total')).toEqual({ count: 6, accuracy: 'EXACT' });
  });

  it.each<[string, object, string[]]>([
    ['brand', { brand: ['Canon'] }, ['CAM-1', 'CAM-3']],
    ['one brand without a list', { brand: 'Sony' }, ['CAM-2']],
    [
      'category or below',
      { category: { path: ['Photo', 'Cameras'] } },
      ['CAM-1', 'CAM-2', 'CAM-3'],
    ],
    ['tag', { tag: ['pro'] }, ['CAM-1']],
    ['locale', { locale: ['zh-CN'] }, ['ZH-1']],
    ['sku', { sku: ['BAG-1', 'CAM-2'] }, ['BAG-1', 'CAM-2']],
    ['availability', { availability: ['OUT_OF_STOCK'] }, ['CAM-3']],
    ['price', { price: { min: 59.5, max: 500 } }, ['BAG-1', 'CAM-3', 'TEE-1']],
    ['price in a currency', { price: { min: 1000, currency: 'CNY' } }, ['ZH-1']],
    ['time', { publishedAt: { from: '2026-01-01T00:00:00Z' } }, ['CAM-1', 'CAM-2']],
    [
      'text attribute',
      { attributes: { key: 'color', anyOf: ['Blue', 'Silver'] } },
      ['BAG-1', 'CAM-3'],
    ],
    ['list attribute', { attributes: { key: 'mounts', anyOf: ['EF'] } }, ['CAM-1']],
    [
      'number attribute',
      { attributes: { key: 'weight_g', range: { max: 658 } } },
      ['CAM-2', 'CAM-3'],
    ],
    ['boolean attribute', { attributes: { key: 'waterproof', is: true } }, ['CAM-3']],
    ['attribute at all', { attributes: { key: 'waterproof', exists: true } }, ['CAM-1', 'CAM-3']],
    [
      'attribute lacking',
      { brand: ['Canon', 'Sony'], attributes: { key: 'waterproof', exists: false } },
      ['CAM-2'],
    ],
    ['all fields of one object', { brand: 'Canon', price: { max: 1000 } }, ['CAM-3']],
    ['and', { and: [{ brand: 'Canon' }, { tag: 'pro' }] }, ['CAM-1']],
    ['or', { or: [{ brand: 'Sony' }, { locale: 'zh-CN' }] }, ['CAM-2', 'ZH-1']],
    ['not', { not: { category: { path: ['Photo'] } } }, ['ZH-1']],
  ])('filters by %s', async (_name, filter, expected) => {
    expect([...skus(await search({ filter }))].sort()).toEqual([...expected].sort());
  });

  it('takes an empty filter for none', async () => {
    expect(skus(await search({ filter: {} }))).toHaveLength(6);
  });

  it.each<[string, string[]]>([
    ['PRICE_ASC', ['BAG-1', 'TEE-1', 'CAM-3', 'CAM-1', 'ZH-1', 'CAM-2']],
    ['PRICE_DESC', ['CAM-2', 'ZH-1', 'CAM-1', 'CAM-3', 'TEE-1', 'BAG-1']],
    ['NEWEST', ['CAM-2', 'CAM-1', 'CAM-3', 'BAG-1', 'TEE-1', 'ZH-1']],
  ])('sorts by %s', async (sort, expected) => {
    expect(skus(await search({ sort }))).toEqual(expected);
  });

  it('hides what cannot be bought, or puts it last', async () => {
    expect(skus(await search({ unavailable: 'HIDE' }))).not.toContain('CAM-3');
    expect(skus(await search({ sort: 'PRICE_ASC', unavailable: 'LAST' })).at(-1)).toBe('CAM-3');
  });

  it('counts terms, ranges, histograms and attributes, the own field set aside', async () => {
    const answer = await search({
      filter: { brand: ['Canon'] },
      facets: [
        { brand: {} },
        { category: { size: 2 } },
        { price: { ranges: [{ max: 1000 }, { min: 1000 }] } },
        { attribute: { key: 'weight_g', interval: 500 } },
        { attribute: { key: 'color' } },
      ],
    });
    expect(answer.errors).toEqual([]);
    expect(field(answer, 'search.facets')).toMatchObject([
      {
        field: 'BRAND',
        label: 'brand',
        distinctValues: 4,
        buckets: [
          { label: 'Canon', count: 2 },
          { label: 'Harbour', count: 2 },
          { label: 'Sony', count: 1 },
          { label: '索尼', count: 1 },
        ],
      },
      {
        field: 'CATEGORY',
        buckets: [
          { path: ['Photo'], count: 2 },
          { label: 'Photo > Cameras', count: 2 },
        ],
      },
      {
        field: 'PRICE',
        bounds: { min: 499, max: 1899 },
        buckets: [{ count: 1 }, { count: 1, range: { min: 1000 } }],
      },
      {
        field: 'ATTRIBUTE',
        label: 'weight_g',
        buckets: [
          { range: { min: 0, max: 500 }, count: 1 },
          { range: { min: 500, max: 1000 }, count: 1 },
        ],
      },
      {
        field: 'ATTRIBUTE',
        label: 'color',
        buckets: [
          { label: 'Black', count: 1 },
          { label: 'Silver', count: 1 },
        ],
      },
    ]);
  });

  it('pages without skipping or repeating, under one searchId', async () => {
    const seen: string[] = [];
    const searchIds = new Set<unknown>();
    let after: unknown = null;
    for (let page = 0; page < 3; page += 1) {
      const answer = await search({ sort: 'PRICE_ASC' }, { first: 2, after });
      seen.push(...skus(answer));
      searchIds.add(field(answer, 'search.searchId'));
      after = field(answer, 'search.pageInfo.endCursor');
      expect(field(answer, 'search.pageInfo')).toMatchObject({
        hasNextPage: page < 2,
        hasPreviousPage: page > 0,
      });
      expect(field(answer, 'search.edges.0.node.position')).toBe(page * 2 + 1);
    }
    expect(seen).toEqual(['BAG-1', 'TEE-1', 'CAM-3', 'CAM-1', 'ZH-1', 'CAM-2']);
    expect(searchIds.size).toBe(1);
  });

  it('refuses the cursor of another search', async () => {
    const first = await search({ text: 'camera' }, { first: 1 });
    const after = field(first, 'search.pageInfo.endCursor');
    const { errors, status } = await search({ text: 'bag' }, { first: 1, after });
    expect(errors[0]?.extensions['code']).toBe('CURSOR_MISMATCH');
    expect(status).toBe(200);
  });

  it('marks matches in pieces and as escaped HTML', async () => {
    const answer = await gateway.ask(`{
      search(input: { text: "low light" }) {
        edges { node {
          titleHighlight { html }
          descriptionHighlight { html pieces { text matched } }
        } }
      }
    }`);
    expect(field(answer, 'search.edges.0.node.titleHighlight')).toBeNull();
    const highlight = field(answer, 'search.edges.0.node.descriptionHighlight') as {
      html: string;
      pieces: { text: string; matched: boolean }[];
    };
    expect(highlight.html).toBe(
      'Full frame camera for <mark>low</mark> <mark>light</mark> &amp; fast action.',
    );
    expect(highlight.pieces.map(({ text }) => text).join('')).toBe(
      'Full frame camera for low light & fast action.',
    );
  });

  it('finds a model code and a Chinese word', async () => {
    expect(skus(await search({ text: 'ilce 7m4' }))[0]).toBe('CAM-2');
    expect(skus(await search({ text: '蓝牙耳机' }))).toEqual(['ZH-1']);
  });

  it('logs what it showed under the searchId', async () => {
    const answer = await search({ text: 'bag', sessionId: 'visit-7' });
    await gateway.trove.rankingLog.flush();
    const popular = await gateway.trove.rankingLog.popularQueries('bag', 1, 5);
    expect(skus(answer)).toEqual(['BAG-1']);
    expect(popular.map(({ text }) => text)).toContain('bag');
  });

  it.each<[string, object, string]>([
    [
      'an attribute nobody has',
      { filter: { attributes: { key: 'colour', exists: true } } },
      'UNKNOWN_ATTRIBUTE',
    ],
    ['a range upside down', { filter: { price: { min: 10, max: 5 } } }, 'CONTRADICTORY_RANGE'],
    ['two fields in one facet', { facets: [{ brand: {}, tag: {} }] }, 'INVALID_INPUT'],
    ['a facet over nothing', { facets: [{}] }, 'INVALID_INPUT'],
    [
      'two conditions on one attribute',
      { filter: { attributes: { key: 'color', is: true, exists: true } } },
      'INVALID_INPUT',
    ],
    [
      'a price facet counted two ways',
      { facets: [{ price: { interval: 5, ranges: [{ min: 1 }] } }] },
      'INVALID_INPUT',
    ],
  ])('refuses %s', async (_name, input, code) => {
    const { errors, data } = await search(input);
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual([code]);
    expect(data).toBeNull();
  });
});
