import { field, runGateway, type RunningGateway } from '../support/running-gateway';
import { importSmallCatalogue, SMALL_CATALOGUE } from '../support/small-catalogue';

const IMPORT = `
  mutation ($input: ImportProductsInput!) {
    importProducts(input: $input) { created updated unchanged merged userErrors { index field code message } }
  }`;
const DELETE = `
  mutation ($input: DeleteProductsInput!) {
    deleteProducts(input: $input) { deleted userErrors { index field code message } }
  }`;
const PAGE = `
  query ($first: Int!, $after: String) {
    products(first: $first, after: $after) {
      total { count accuracy }
      edges { cursor node { sku } }
      pageInfo { hasNextPage hasPreviousPage endCursor }
    }
  }`;
const PRODUCT = 'query ($input: ProductLookupInput!) { product(input: $input) { id sku title } }';

describe('the catalogue over GraphQL', () => {
  let gateway: RunningGateway;

  beforeEach(async () => {
    gateway = await runGateway();
    await importSmallCatalogue(gateway);
  });

  afterEach(async () => {
    await gateway.close();
  });

  const code = async (query: string, variables: object) =>
    (await gateway.ask(query, { ...variables })).errors[0]?.extensions['code'];

  it('tells new, changed, unchanged and repeated rows apart', async () => {
    const [camera, other] = SMALL_CATALOGUE;
    const answer = await gateway.ask(IMPORT, {
      input: {
        products: [
          camera,
          { ...other, title: 'Sony Alpha 7 IV' },
          { sku: 'NEW-1', title: 'Lens cap' },
          { sku: 'NEW-1', title: 'Lens cap', brand: 'Sony' },
        ],
      },
    });
    expect(field(answer, 'importProducts')).toEqual({
      created: 1,
      updated: 1,
      unchanged: 1,
      merged: 1,
      userErrors: [],
    });
  });

  it('lets good rows land beside bad ones, and says which and why', async () => {
    const answer = await gateway.ask(IMPORT, {
      input: {
        products: [
          { sku: 'OK-1', title: 'Fine' },
          { sku: '', title: 'Without a key' },
          {
            sku: 'BAD-1',
            title: 'Two values',
            attributes: [{ key: 'size', text: 'L', number: 3 }],
          },
          { sku: 'BAD-2', title: 'Negative', price: { amount: -1, currency: 'EUR' } },
          { sku: 'BAD-3', title: 'x'.repeat(5000) },
        ],
      },
    });
    expect(field(answer, 'importProducts.created')).toBe(1);
    expect(field(answer, 'importProducts.userErrors')).toMatchObject([
      { index: 1, field: 'sku', code: 'INVALID_INPUT' },
      {
        index: 2,
        field: null,
        code: 'INVALID_INPUT',
        message: expect.stringContaining('"size"') as string,
      },
      { index: 3, field: 'price', code: 'INVALID_INPUT' },
      { index: 4, field: 'title', code: 'TEXT_TOO_LONG' },
    ]);
    expect(field(await gateway.ask(PRODUCT, { input: { sku: 'OK-1' } }), 'product.title')).toBe(
      'Fine',
    );
  });

  it('deletes products and names those it does not know', async () => {
    const answer = await gateway.ask(DELETE, { input: { skus: ['CAM-1', 'NOPE', 'CAM-1'] } });
    expect(field(answer, 'deleteProducts')).toMatchObject({
      deleted: 1,
      userErrors: [{ index: 1, field: 'sku', code: 'UNKNOWN_PRODUCT' }],
    });
    expect(field(await gateway.ask(PRODUCT, { input: { sku: 'CAM-1' } }), 'product')).toBeNull();
  });

  it('pages through everything by SKU', async () => {
    const seen: string[] = [];
    let after: unknown = null;
    for (let page = 0; page < 2; page += 1) {
      const answer = await gateway.ask(PAGE, { first: 4, after });
      const edges = field(answer, 'products.edges') as { node: { sku: string } }[];
      seen.push(...edges.map(({ node }) => node.sku));
      after = field(answer, 'products.pageInfo.endCursor');
      expect(field(answer, 'products.total')).toEqual({ count: 6, accuracy: 'EXACT' });
      expect(field(answer, 'products.pageInfo.hasNextPage')).toBe(page === 0);
    }
    expect(seen).toEqual(['BAG-1', 'CAM-1', 'CAM-2', 'CAM-3', 'TEE-1', 'ZH-1']);
  });

  it('refuses a cursor of a search, a cursor that was made up, and pages out of range', async () => {
    const search = await gateway.ask('{ search(input: {}, first: 1) { pageInfo { endCursor } } }');
    const after = field(search, 'search.pageInfo.endCursor');
    expect(await code(PAGE, { first: 1, after })).toBe('CURSOR_INVALID');
    expect(await code(PAGE, { first: 1, after: 'made up' })).toBe('CURSOR_INVALID');
    expect(await code(PAGE, { first: 101 })).toBe('PAGE_TOO_LARGE');
    expect(await code(PAGE, { first: -1 })).toBe('INVALID_INPUT');
  });

  it('gives the same product by SKU, by id and as a node', async () => {
    const bySku = await gateway.ask(PRODUCT, { input: { sku: 'ZH-1' } });
    const id = field(bySku, 'product.id');
    const byId = await gateway.ask(PRODUCT, { input: { id } });
    expect(byId.data).toEqual(bySku.data);
    const nodes = await gateway.ask(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Product { sku } } }',
      { ids: [id, Buffer.from('Product:GONE').toString('base64url'), id] },
    );
    expect(field(nodes, 'nodes')).toEqual([{ id, sku: 'ZH-1' }, null, { id, sku: 'ZH-1' }]);
  });

  it.each([
    ['neither id nor SKU', {}],
    ['both', { id: 'UHJvZHVjdDpDQU0tMQ', sku: 'CAM-1' }],
    ['an id that was made up', { id: 'CAM-1' }],
    ['an id of another type', { id: Buffer.from('Shopper:anna').toString('base64url') }],
    ['an id with something added', { id: 'UHJvZHVjdDpDQU0tMQ==' }],
  ])('refuses a lookup by %s', async (_name, input) => {
    expect(await code(PRODUCT, { input })).toBe('INVALID_INPUT');
  });

  it('gives only the attributes asked for, in that order, and each once', async () => {
    const answer = await gateway.ask(
      '{ product(input: { sku: "CAM-1" }) { attributes(keys: ["mounts", "nope", "color", "mounts", "__proto__"]) { key list text } } }',
    );
    expect(field(answer, 'product.attributes')).toEqual([
      { key: 'mounts', list: ['RF', 'EF'], text: null },
      { key: 'color', list: null, text: 'Black' },
    ]);
  });
});
