import type { Availability } from '../catalog/product.types';
import type { Sku } from '../shared/ids';

/** Closed at both ends; a missing end is open. At least one end is given. */
export interface NumberRange {
  readonly min?: number;
  readonly max?: number;
}

/** A condition on one field. Within a list, any value is enough. A product without the field does not satisfy it. */
export type FieldCondition =
  | { readonly op: 'sku'; readonly anyOf: readonly Sku[] }
  | { readonly op: 'brand'; readonly anyOf: readonly string[] }
  /** Products in this category or below it. */
  | { readonly op: 'category'; readonly anyOf: readonly (readonly string[])[] }
  | { readonly op: 'tag'; readonly anyOf: readonly string[] }
  | { readonly op: 'locale'; readonly anyOf: readonly string[] }
  | { readonly op: 'availability'; readonly anyOf: readonly Availability[] }
  /** Amounts in major units; with a currency, only prices in that currency match. */
  | { readonly op: 'price'; readonly range: NumberRange; readonly currency?: string }
  /** Epoch milliseconds. */
  | { readonly op: 'publishedAt'; readonly range: NumberRange }
  /** Matches texts and the members of lists. */
  | { readonly op: 'attributeText'; readonly key: string; readonly anyOf: readonly string[] }
  | { readonly op: 'attributeNumber'; readonly key: string; readonly range: NumberRange }
  | { readonly op: 'attributeBoolean'; readonly key: string; readonly value: boolean }
  | { readonly op: 'attributeExists'; readonly key: string };

/** Which products may be found: a tree of conditions. */
export type Filter =
  | { readonly op: 'and'; readonly clauses: readonly Filter[] }
  | { readonly op: 'or'; readonly clauses: readonly Filter[] }
  | { readonly op: 'not'; readonly clause: Filter }
  | FieldCondition;
