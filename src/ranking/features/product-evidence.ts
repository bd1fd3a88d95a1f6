import type { Availability } from '../../catalog/product.types';
import type { EpochMs } from '../../shared/clock';
import { FIELDS, type ProductFacts } from './product-facts';
import type { ProductPriors } from './product-priors';

/** What speaks for a product whatever was typed; NaN where it is not known. */
export interface ProductEvidence {
  readonly clickRate: number;
  readonly purchaseRate: number;
  /** ln(1 + popularity), popularity in views. */
  readonly popularity: number;
  /** ln(1 + price) minus its median of the first candidates of the same currency. */
  readonly priceDeviation: number;
  /** ln(1 + days since it came to market). */
  readonly age: number;
  /** 1 to be had, 0.5 to be ordered ahead, 0 not. */
  readonly available: number;
  /** ln(1 + words) of title, description and attributes. */
  readonly titleLength: number;
  readonly descriptionLength: number;
  readonly attributesLength: number;
}

const TITLE = FIELDS.indexOf('title');
const DESCRIPTION = FIELDS.indexOf('description');
const ATTRIBUTES = FIELDS.indexOf('attributes');

const DAY_MS = 24 * 3_600_000;

const AVAILABLE: Readonly<Record<Availability, number>> = {
  IN_STOCK: 1,
  PREORDER: 0.5,
  OUT_OF_STOCK: 0,
  DISCONTINUED: 0,
};

export interface Market {
  readonly at: EpochMs;
  /** Median of ln(1 + price) by currency. */
  readonly usualPrices: ReadonlyMap<string, number>;
}

/** @param first candidates by keyword search; those that are gone count for nothing. */
export function marketOf(first: readonly (ProductFacts | null)[], at: EpochMs): Market {
  const byCurrency = new Map<string, number[]>();
  for (const facts of first) {
    const currency = facts?.product.price?.currency;
    if (facts === null || currency === undefined) continue;
    const prices = byCurrency.get(currency);
    if (prices) prices.push(facts.logPrice);
    else byCurrency.set(currency, [facts.logPrice]);
  }
  const usual = [...byCurrency].map(([currency, prices]): [string, number] => [
    currency,
    medianOf(prices),
  ]);
  return { at, usualPrices: new Map(usual) };
}

export function productEvidence(
  { product, logPrice, logLengths }: ProductFacts,
  priors: ProductPriors,
  { at, usualPrices }: Market,
): ProductEvidence {
  const { price, publishedAt, availability } = product;
  const usual = price === null ? undefined : usualPrices.get(price.currency);
  return {
    clickRate: priors.clickRate,
    purchaseRate: priors.purchaseRate,
    popularity: Math.log1p(Math.max(0, priors.popularity)),
    priceDeviation: usual === undefined ? NaN : logPrice - usual,
    age: publishedAt === null ? NaN : Math.log1p(Math.max(0, at - publishedAt) / DAY_MS),
    available: AVAILABLE[availability],
    titleLength: logLengths[TITLE] ?? 0,
    descriptionLength: logLengths[DESCRIPTION] ?? 0,
    attributesLength: logLengths[ATTRIBUTES] ?? 0,
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
