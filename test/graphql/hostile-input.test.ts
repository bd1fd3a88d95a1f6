import { field, runGateway, type Answer, type RunningGateway } from '../support/running-gateway';
import { importSmallCatalogue } from '../support/small-catalogue';

const SEARCH =
  'query ($input: SearchInput!, $after: String) { search(input: $input, after: $after) { total { count } edges { node { product { sku } } } interpretation { searchedText } } }';

const codes = ({ errors }: Answer) => errors.map(({ extensions }) => extensions['code']);

describe('hostile input', () => {
  let gateway: RunningGateway;

  beforeAll(async () => {
    gateway = await runGateway();
    await importSmallCatalogue(gateway);
  });

  afterAll(async () => {
    // Whatever was thrown at it, nothing may have been a surprise.
    expect(gateway.log.filter(({ id }) => id !== undefined)).toEqual([]);
    await gateway.close();
  });

  const search = (input: object, after?: string) => gateway.ask(SEARCH, { input, after });

  it.each([
    ['quotes', '"camera'],
    ['a star', 'cam*'],
    ['NEAR', 'NEAR(camera bag, 3)'],
    ['a column', 'title:camera'],
    ['operators', 'camera AND OR NOT'],
    ['brackets', '((((camera'],
    ['a caret', '^camera'],
    ['SQL', `'; DROP TABLE product; --`],
    ['a null byte', 'camera\u0000bag'],
    ['control characters', 'camera\u0007\u001b[31m'],
    ['a lone high surrogate', 'camera \ud83d'],
    ['a lone low surrogate', '\ude00 camera'],
    ['only punctuation', '*** "" :: --'],
    ['right to left marks', '\u202ecamera\u202c'],
    ['an emoji', '📷 camera'],
    ['a prototype', '__proto__ constructor toString'],
  ])('takes %s in a text for words', async (_name, text) => {
    const answer = await search({ text });
    expect(answer.status).toBe(200);
    expect(answer.errors).toEqual([]);
    expect(answer.text.isWellFormed()).toBe(true);
  });

  it('still has its products afterwards', async () => {
    expect(await gateway.trove.catalog.count()).toBe(6);
  });

  it('names the limit for a text that is too long', async () => {
    const answer = await search({ text: 'a '.repeat(300) });
    expect(codes(answer)).toEqual(['TEXT_TOO_LONG']);
    expect(answer.errors[0]?.message).toContain('500');
  });

  it.each([['in variables', (levels: number) => ({ depth: levels })]])(
    'refuses a filter 200 levels deep %s',
    async () => {
      let filter: object = { brand: ['Canon'] };
      for (let level = 0; level < 200; level += 1)
        filter = level % 2 ? { not: filter } : { and: [filter] };
      const answer = await search({ filter });
      expect(codes(answer)).toEqual(['FILTER_TOO_DEEP']);
    },
  );

  it('refuses a filter 200 levels deep in the document', async () => {
    const filter = `${'{ not: '.repeat(200)}{ brand: "Canon" }${' }'.repeat(200)}`;
    const answer = await gateway.ask(`{ search(input: { filter: ${filter} }) { searchId } }`);
    expect(codes(answer)).toEqual(['FILTER_TOO_DEEP']);
  });

  it('refuses a filter that would exhaust the stack', async () => {
    const levels = 300_000;
    const filter = `${'{"not":'.repeat(levels)}{}${'}'.repeat(levels)}`;
    const answer = await gateway.send(
      `{"query":${JSON.stringify(SEARCH)},"variables":{"input":{"filter":${filter}}}}`,
    );
    expect(answer.status).toBe(400);
    expect(codes(answer)).toEqual(['INVALID_INPUT']);
  });

  it('does not echo megabytes of a wrong value', async () => {
    const answer = await search({ sort: 'x'.repeat(1_000_000) });
    expect(answer.status).toBe(400);
    expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
    expect(answer.text.length).toBeLessThan(5000);
  });

  it('refuses a filter with too many values', async () => {
    const brand = Array.from({ length: 501 }, (_, index) => `brand ${index}`);
    expect(codes(await search({ filter: { brand } }))).toEqual(['FILTER_TOO_LARGE']);
  });

  it.each([
    ['made up', 'not a cursor'],
    ['empty', ''],
    ['of another list', Buffer.from('products:CAM-1').toString('base64url')],
    ['of nonsense', Buffer.from('{"__proto__":[1]}').toString('base64url')],
  ])('refuses a cursor that is %s', async (_name, after) => {
    expect(codes(await search({}, after))).toEqual(['CURSOR_INVALID']);
  });

  it('escapes what products bring along', async () => {
    await gateway.ask(
      'mutation ($input: ImportProductsInput!) { importProducts(input: $input) { created } }',
      {
        input: {
          products: [{ sku: 'X-1', title: 'Plug &lt;img src=x onerror=alert(1)&gt; & "socket"' }],
        },
      },
    );
    const answer = await gateway.ask(
      '{ search(input: { text: "socket" }) { edges { node { titleHighlight { html } } } } }',
    );
    const html = field(answer, 'search.edges.0.node.titleHighlight.html') as string;
    expect(html).toContain('<mark>socket</mark>');
    expect(html.replaceAll(/<\/?mark>/g, '')).not.toMatch(/[<>]/);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"query": '],
    ['a number', '5'],
    ['null', 'null'],
    ['a text', '"{ __typename }"'],
    ['a query that is no text', '{"query": 5}'],
    ['variables that are no object', '{"query": "{ __typename }", "variables": [1]}'],
    ['a poisoned prototype', '{"query": "{ __typename }", "__proto__": {"x": 1}}'],
    ['an unknown operation name', '{"query": "query A { __typename }", "operationName": "B"}'],
    ['no operation', '{"query": "fragment A on Query { __typename }"}'],
    ['a broken document', '{"query": "{ search("}'],
    ['an unknown field', '{"query": "{ serch }"}'],
    ['a missing variable', JSON.stringify({ query: SEARCH })],
    [
      'an unknown input field',
      JSON.stringify({ query: SEARCH, variables: { input: { txt: '' } } }),
    ],
    [
      'an integer beyond 32 bits',
      '{"query": "{ search(input: {}, first: 3000000000) { searchId } }"}',
    ],
  ])('answers %s with 400 and a code', async (_name, body) => {
    const answer = await gateway.send(body);
    expect(answer.status).toBe(400);
    expect(answer.errors.length).toBeGreaterThan(0);
    for (const { extensions } of answer.errors) expect(extensions['code']).toMatch(/^[A-Z_]+$/);
    expect(answer.text).not.toMatch(/node_modules|\bat .*:\d+:\d+/);
  });

  it('refuses forms and plain text, which a foreign page could send', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const answer = await gateway.send('{"query":"{ __typename }"}', { 'content-type': type });
      expect(answer.status).toBe(415);
      expect(codes(answer)).toEqual(['UNSUPPORTED_MEDIA_TYPE']);
    }
  });

  it('refuses a query by GET without a header that a foreign page cannot set', async () => {
    const url = `${gateway.address}/graphql?query=${encodeURIComponent('{ __typename }')}`;
    expect((await fetch(url)).status).toBe(400);
    const preflighted = await fetch(url, { headers: { 'apollo-require-preflight': 'yes' } });
    expect(preflighted.status).toBe(200);
  });

  it('answers an unknown address with 404 in the same form', async () => {
    const response = await fetch(`${gateway.address}/nothing`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
  });
});

describe('an empty catalogue', () => {
  it('answers everything with nothing', async () => {
    const gateway = await runGateway();
    const answer = await gateway.ask(`{
      found: search(input: { text: "camera", facets: [{ brand: {} }, { price: { interval: 10 } }] }) {
        total { count } edges { cursor } facets { buckets { count } bounds { min } } pageInfo { hasNextPage endCursor }
      }
      browsed: search(input: { sort: POPULARITY }) { total { count } }
      suggest(input: { text: "cam" }) { queries { text } products { sku } }
      product(input: { sku: "CAM-1" }) { sku }
      products { total { count } edges { cursor } }
    }`);
    await gateway.close();
    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual({
      found: {
        total: { count: 0 },
        edges: [],
        facets: [
          { buckets: [], bounds: null },
          { buckets: [], bounds: null },
        ],
        pageInfo: { hasNextPage: false, endCursor: null },
      },
      browsed: { total: { count: 0 } },
      suggest: { queries: [], products: [] },
      product: null,
      products: { total: { count: 0 }, edges: [] },
    });
  });
});
