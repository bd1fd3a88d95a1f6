import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type GraphQLNamedType,
} from 'graphql';
import { printedSchema } from '../../src/server/graphql-schema';

const committed = readFileSync(join(__dirname, '../../schema/schema.graphql'), 'utf8');

describe('schema.graphql', () => {
  it('is what the code says (npm run schema:emit prints it anew)', async () => {
    expect(committed).toBe(await printedSchema());
  });

  it('describes every type, field, argument and enum value', () => {
    const types = Object.values(buildSchema(committed).getTypeMap()).filter(
      ({ name }) => !name.startsWith('__') && !BUILT_IN.has(name),
    );
    expect(types.length).toBeGreaterThan(40);
    expect(types.flatMap(undescribed)).toEqual([]);
  });
});

const BUILT_IN = new Set(['String', 'Int', 'Float', 'Boolean', 'ID']);

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}

function undescribed(type: GraphQLNamedType): string[] {
  const parts: (readonly [string, Described])[] = [[type.name, type]];
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const member of Object.values(type.getFields())) {
      parts.push([`${type.name}.${member.name}`, member]);
      for (const argument of member.args)
        parts.push([`${type.name}.${member.name}(${argument.name})`, argument]);
    }
  }
  if (isInputObjectType(type))
    for (const member of Object.values(type.getFields()))
      parts.push([`${type.name}.${member.name}`, member]);
  if (isEnumType(type))
    for (const value of type.getValues()) parts.push([`${type.name}.${value.name}`, value]);
  return parts.filter(([, part]) => !part.description).map(([path]) => path);
}
