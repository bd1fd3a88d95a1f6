import { getIntrospectionQuery } from 'graphql';
import { runGateway, type Answer, type RunningGateway } from '../support/running-gateway';

const codes = ({ errors }: Answer) => errors.map(({ extensions }) => extensions['code']);

/** Fragments in fragments: they nest the text, not the answer. */
function nested(levels: number): string {
  const open = '{ search(input: {}) { edges { node { product { ';
  return `${open}${'... on Product { '.repeat(levels)}sku${' }'.repeat(levels)} } } } } }`;
}

describe('limits of a request', () => {
  let gateway: RunningGateway;

  beforeAll(async () => {
    gateway = await runGateway({
      TROVE_MAX_QUERY_DEPTH: '6',
      TROVE_MAX_QUERY_ALIASES: '5',
      TROVE_MAX_QUERY_TOKENS: '600',
      TROVE_MAX_QUERY_COST: '300',
      TROVE_MAX_BODY_BYTES: '20000',
    });
  });

  afterAll(async () => {
    await gateway.close();
  });

  it('refuses a document that is too deep, and counts neither fragments nor introspection as depth', async () => {
    const deep =
      '{ search(input: {}, first: 1) { edges { node { product { price { amount } } } } } }';
    expect(await gateway.ask(deep).then(codes)).toEqual([]);
    const shallow = await runGateway({ TROVE_MAX_QUERY_DEPTH: '5' });
    const answer = await shallow.ask(deep);
    await shallow.close();
    expect(answer.status).toBe(400);
    expect(codes(answer)).toEqual(['QUERY_TOO_DEEP']);
    expect(answer.errors[0]?.message).toContain('5');
    expect(await gateway.ask(nested(20)).then(codes)).toEqual([]);
  });

  it('refuses too many aliases, of __typename too', async () => {
    const aliases = Array.from({ length: 6 }, (_, index) => `a${index}: __typename`).join(' ');
    const answer = await gateway.ask(`{ ${aliases} }`);
    expect(answer.status).toBe(400);
    expect(codes(answer)).toEqual(['QUERY_TOO_MANY_ALIASES']);
  });

  it('refuses aliases that hide in fragments', async () => {
    const answer = await gateway.ask(`
      { ...A }
      fragment A on Query { a: __typename b: __typename ...B }
      fragment B on Query { c: __typename d: __typename e: __typename f: __typename }`);
    expect(codes(answer)).toEqual(['QUERY_TOO_MANY_ALIASES']);
  });

  it('refuses too many directives', async () => {
    const fields = Array.from({ length: 51 }, () => '... @include(if: true) { __typename }');
    const answer = await gateway.ask(`{ ${fields.join(' ')} }`);
    expect(answer.status).toBe(400);
    expect(codes(answer)).toContain('QUERY_TOO_MANY_DIRECTIVES');
  });

  it('refuses the same field again and again', async () => {
    const answer = await gateway.ask(`{ ${'__typename '.repeat(11)} }`);
    expect(answer.status).toBe(400);
    expect(codes(answer)).toEqual(['QUERY_TOO_REPETITIVE']);
    expect(await gateway.ask(`{ ${'__typename '.repeat(10)} }`).then(codes)).toEqual([]);
  });

  it('refuses a document with too many tokens', async () => {
    const answer = await gateway.ask(`{ ${'__typename '.repeat(601)} }`);
    expect(answer.status).toBe(400);
    expect(codes(answer)).toEqual(['GRAPHQL_PARSE_FAILED']);
    expect(answer.errors[0]?.message).toContain('600 tokens');
  });

  describe('on cost', () => {
    // Per hit: edges, node, product, sku, title = 5. So 1 + 5 * first.
    const query = `query ($first: Int! = 59) {
      search(input: {}, first: $first) { edges { node { product { sku title } } } } }`;

    it('multiplies by the page size, from a variable, its default or a literal', async () => {
      expect(await gateway.ask(query).then(codes)).toEqual([]);
      const dear = await gateway.ask(query, { first: 60 });
      expect(dear.status).toBe(400);
      expect(codes(dear)).toEqual(['QUERY_TOO_COSTLY']);
      expect(dear.errors[0]?.message).toContain('costs 301, and at most 300');
      const literal = query.replace('$first) {', '60) {').replace('($first: Int! = 59)', '');
      expect(await gateway.ask(literal).then(codes)).toEqual(['QUERY_TOO_COSTLY']);
    });

    it('adds up repeated fields, fragments and several searches', async () => {
      const fragments = `
        { a: search(input: {}, first: 30) { ...F } b: search(input: {}, first: 30) { ...F } }
        fragment F on SearchConnection { edges { node { product { sku title } } } }`;
      expect(await gateway.ask(fragments).then(codes)).toEqual(['QUERY_TOO_COSTLY']);
      const repeated = `{ search(input: {}, first: 50) { edges { node { product {
        sku sku sku sku } } } } }`;
      expect(await gateway.ask(repeated).then(codes)).toEqual(['QUERY_TOO_COSTLY']);
    });

    it('is worked out quickly for fragments that double each other', async () => {
      const levels = 20;
      const doubling = Array.from(
        { length: levels },
        (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`,
      ).join(' ');
      const started = performance.now();
      const answer = await gateway.ask(
        `{ ...F0 } ${doubling} fragment F${levels} on Query { __typename }`,
      );
      expect(codes(answer)).toEqual(['QUERY_TOO_COSTLY']);
      expect(performance.now() - started).toBeLessThan(2000);
    });

    it('multiplies by the number of ids, and by the wish of suggest', async () => {
      const ids = Array.from({ length: 100 }, () => 'UHJvZHVjdDpY');
      const nodes = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Product { sku title } } }';
      expect(await gateway.ask(nodes, { ids }).then(codes)).toEqual(['QUERY_TOO_COSTLY']);
      const suggest =
        'query ($input: SuggestInput!) { suggest(input: $input) { queries { text } products { sku } } }';
      const input = { text: 'a', first: 90 };
      expect(await gateway.ask(suggest, { input }).then(codes)).toEqual(['QUERY_TOO_COSTLY']);
    });
  });

  it('answers a body over the limit with 413 and the remedy', async () => {
    const answer = await gateway.ask('{ __typename }', { padding: 'x'.repeat(20_000) });
    expect(answer.status).toBe(413);
    expect(answer.errors).toEqual([
      {
        message: 'The request is larger than 20000 bytes. Send it in several smaller ones.',
        extensions: { code: 'BODY_TOO_LARGE' },
      },
    ]);
  });

  it('refuses a list of operations in one request', async () => {
    const answer = await gateway.send(JSON.stringify([{ query: '{ __typename }' }]));
    expect(answer.status).toBe(400);
    expect(codes(answer)).toEqual(['BAD_REQUEST']);
  });

  it('shows at most five validation errors', async () => {
    const wrong = Array.from({ length: 30 }, (_, index) => `wrong${index}`).join(' ');
    const answer = await gateway.ask(`{ ${wrong} }`);
    expect(answer.status).toBe(400);
    expect(answer.errors.length).toBeLessThanOrEqual(6);
  });

  it('refuses persisted queries, which would fill a cache for strangers', async () => {
    const persistedQuery = { version: 1, sha256Hash: 'a'.repeat(64) };
    const answer = await gateway.send(JSON.stringify({ extensions: { persistedQuery } }));
    expect(codes(answer)).toEqual(['PERSISTED_QUERY_NOT_SUPPORTED']);
  });
});

describe('the limits as they come', () => {
  it('let introspection and every tool that lives on it through', async () => {
    const gateway = await runGateway();
    const answer = await gateway.ask(getIntrospectionQuery({ inputValueDeprecation: true }));
    await gateway.close();
    expect(answer.errors).toEqual([]);
  });
});
