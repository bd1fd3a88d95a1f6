import type { AttributeValue, Product } from '../../catalog/product.types';
import { categoryTerm, withAncestors } from '../../search/matching/category-terms';

/** What a field of `keyword_field` holds. Attributes of one key but different kinds are different fields. */
export type FieldKind = 'category' | 'tag' | 'text' | 'number' | 'boolean';

/** The kinds that attributes come in; members of lists are texts. */
export const ATTRIBUTE_KINDS = ['text', 'number', 'boolean'] as const satisfies FieldKind[];

/** One value of one product in a field that may have several. */
export interface FieldValue {
  readonly kind: FieldKind;
  /** Attribute key; empty for categories and tags. */
  readonly key: string;
  /** Booleans are 0 and 1. */
  readonly value: string | number;
}

export function fieldValuesOf(product: Product): readonly FieldValue[] {
  return [
    ...withAncestors(product.categories).map((path) => valueOf('category', '', categoryTerm(path))),
    ...product.tags.map((tag) => valueOf('tag', '', tag)),
    ...Object.entries(product.attributes).flatMap(([key, value]) => attributeValues(key, value)),
  ];
}

function attributeValues(key: string, attribute: AttributeValue): readonly FieldValue[] {
  switch (attribute.kind) {
    case 'text':
    case 'number':
      return [valueOf(attribute.kind, key, attribute.value)];
    case 'boolean':
      return [valueOf('boolean', key, attribute.value ? 1 : 0)];
    case 'list':
      return attribute.values.map((member) => valueOf('text', key, member));
  }
}

function valueOf(kind: FieldKind, key: string, value: string | number): FieldValue {
  return { kind, key, value };
}
