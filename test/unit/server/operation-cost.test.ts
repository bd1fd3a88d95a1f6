import { buildSchema, Kind, parse, type FragmentDefinitionNode } from 'graphql';
import { pageCost } from '../../../resolvers/page-cost';
import { operationCost } from '../../../src/server/operation-cost';

const schema = buildSchema(`
  type Query { item: Item items(first: Int): [Item!]! any: Any }
  interface Any { name: String }
  type Item implements Any { name: String more(first: Int): [Item!]! }
`);
for (const type of ['Query', 'Item'] as const) {
  const name = type === 'Query' ? 'items' : 'more';
  const field = (schema.getType(type) as ReturnType<typeof schema.getQueryType>)?.getFields()[name];
  if (field) field.extensions = { complexity: pageCost };
}

function cost(text: string, variables: Readonly<Record<string, unknown>> = {}): number {
  const { definitions } = parse(text);
  const operation = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  const fragments = new Map(
    definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  return operationCost({ schema, operation, fragments, variables });
}

describe('operationCost', () => {
  it.each<[string, number]>([
    ['{ item { name } }', 2],
    ['{ item { name name name } }', 4],
    ['{ __typename }', 1],
    ['{ a: item { name } b: item { name } }', 4],
    // 1 + 5 * (1 name)
    ['{ items(first: 5) { name } }', 6],
    // 1 + 10 * 1: the default page
    ['{ items { name } }', 11],
    // 1 + 5 * (1 + 3 * 1)
    ['{ items(first: 5) { more(first: 3) { name } } }', 21],
    ['{ items(first: 0) { name } }', 2],
    ['{ items(first: -7) { name } }', 2],
    ['{ any { ... on Item { name } ... on Any { name } name } }', 4],
    ['{ ...F ...F } fragment F on Query { item { name } }', 4],
  ])('of %s is %d', (text, expected) => {
    expect(cost(text)).toBe(expected);
  });

  it('reads page sizes from variables, however wrong they are', () => {
    const query = 'query ($n: Int) { items(first: $n) { name } }';
    expect(cost(query, { n: 5 })).toBe(6);
    expect(cost(query, { n: 'many' })).toBe(11);
    expect(cost(query)).toBe(11);
  });

  it('takes time in proportion to the document, not to what it expands to', () => {
    const levels = 60;
    const fragments = Array.from(
      { length: levels },
      (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`,
    );
    const text = `{ ...F0 } ${fragments.join(' ')} fragment F${levels} on Query { __typename }`;
    // 2^60, worked out in a moment.
    expect(cost(text)).toBe(2 ** levels);
  });
});
