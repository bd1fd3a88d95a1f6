/** An operation of `schema/operations`, ready to run. */
export interface Example {
  readonly query: string;
  readonly variables: string;
}

const queries = import.meta.glob<string>('../../schema/operations/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const variables = import.meta.glob<string>('../../schema/operations/*.variables.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** What to try first. What is not named here follows by name. */
const ORDER = [
  'search',
  'search-with-typo',
  'search-filtered',
  'search-in-chinese',
  'suggest',
  'product',
  'products',
  'node',
  'record-events',
];

const WELCOME = `# Welcome to Trove. Run this example with the
# play button or Ctrl+Enter. The other tabs hold
# more; the book at the left explains every type.

`;

/** The examples in the order of the tabs; the first begins with a welcome. */
export function examples(): readonly Example[] {
  const names = Object.keys(queries).sort((left, right) => place(left) - place(right));
  return names.map((file, index) => ({
    query: `${index === 0 ? WELCOME : ''}${queries[file] ?? ''}`,
    variables: variables[file.replace(/\.graphql$/, '.variables.json')] ?? '',
  }));
}

function place(file: string): number {
  const place = ORDER.findIndex((name) => file.endsWith(`/${name}.graphql`));
  return place === -1 ? ORDER.length : place;
}
