import { registerEnumType } from 'type-graphql';
import type { AttributeKind } from '../../src/catalog/product.types';

export const AttributeKindEnum: { readonly [Kind in AttributeKind as Uppercase<Kind>]: Kind } = {
  TEXT: 'text',
  NUMBER: 'number',
  BOOLEAN: 'boolean',
  LIST: 'list',
};

registerEnumType(AttributeKindEnum, {
  name: 'AttributeKind',
  description: 'What the value of an attribute is, and so which field of it is filled.',
  valuesConfig: {
    TEXT: { description: 'Read `text`.' },
    NUMBER: { description: 'Read `number`.' },
    BOOLEAN: { description: 'Read `boolean`.' },
    LIST: { description: 'Read `list`.' },
  },
});
