import type { EpochMs } from '../shared/clock';
import type { Sku } from '../shared/ids';

/** Whether a product can be bought now. */
export type Availability = 'IN_STOCK' | 'OUT_OF_STOCK' | 'PREORDER' | 'DISCONTINUED';

export const AVAILABILITIES: readonly Availability[] = [
  'IN_STOCK',
  'OUT_OF_STOCK',
  'PREORDER',
  'DISCONTINUED',
];

/** From the root department to the leaf: `['Computers', 'Laptops', 'Gaming']`; at least one name. */
export type CategoryPath = readonly string[];

/** An amount in major units (12.5 is twelve euros fifty), never negative, and its ISO 4217 code. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** A typed fact about a product. The same key may hold different kinds on different products. */
export type AttributeValue =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'list'; readonly values: readonly string[] };

export type AttributeKind = AttributeValue['kind'];

/** One thing that the shop sells, cleaned: texts are trimmed, NFC and free of markup; lists hold no empties or repeats. */
export interface Product {
  readonly sku: Sku;
  readonly title: string;
  /** Empty when unknown. */
  readonly description: string;
  readonly brand: string | null;
  /** Model numbers, EAN, GTIN, MPN: what a shopper types to find exactly this product. */
  readonly identifiers: readonly string[];
  readonly categories: readonly CategoryPath[];
  readonly price: Money | null;
  readonly availability: Availability;
  readonly tags: readonly string[];
  readonly imageUrls: readonly string[];
  /** By key; keys are lower-case words joined by `_`. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** BCP 47 tag of the language of title and description, such as `en` or `zh-CN`. */
  readonly locale: string;
  /** When the product came to market; null when unknown. */
  readonly publishedAt: EpochMs | null;
  /** When Trove last saw the product change. */
  readonly updatedAt: EpochMs;
}
