import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';

const root = join(__dirname, '../..');

describe('the GraphQL in README.md', () => {
  it('is valid against the schema', () => {
    const schema = buildSchema(readFileSync(join(root, 'schema/schema.graphql'), 'utf8'));
    const page = readFileSync(join(root, 'README.md'), 'utf8');
    const operations = [...page.matchAll(/```graphql\n([\s\S]*?)```/g)].map(
      ([, text = '']) => text,
    );
    const errors = operations.flatMap((operation) => validate(schema, parse(operation)));
    expect(operations.length).toBeGreaterThan(0);
    expect(errors.map((error) => error.message)).toEqual([]);
  });
});
