import type { ProductAttribute } from '../../schema/catalog/product-attribute.type';
import type { AttributeValue } from '../../src/catalog/product.types';

/** The attributes in the order of `keys`, leaving out what the product lacks; all of them, by key, when null. */
export function wireAttributes(
  attributes: Readonly<Record<string, AttributeValue>>,
  keys: readonly string[] | null,
): readonly ProductAttribute[] {
  const wanted = keys === null ? Object.keys(attributes).sort() : [...new Set(keys)];
  return wanted.flatMap((key) => {
    const value = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
    return value === undefined ? [] : [wireAttribute(key, value)];
  });
}

function wireAttribute(key: string, value: AttributeValue): ProductAttribute {
  const { kind } = value;
  switch (kind) {
    case 'text':
      return { key, kind, text: value.value };
    case 'number':
      return { key, kind, number: value.value };
    case 'boolean':
      return { key, kind, boolean: value.value };
    case 'list':
      return { key, kind, list: value.values };
  }
}
