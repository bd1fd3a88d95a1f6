import type { ShopperProfile } from './shopper.types';
import { reasons, totalWeight, type WeighedAct } from './weighed-acts';

type PriceBand = ShopperProfile['priceBands'][number];

/**
 * Where the prices lie of what somebody looks for, by currency, the most told about first: weighted quartiles of the prices that products have today.
 *
 * @param wanted latest first, weights above 0
 */
export function priceBands(wanted: readonly WeighedAct[]): readonly PriceBand[] {
  const byCurrency = new Map<string, WeighedAct[]>();
  for (const one of wanted) {
    const currency = one.product.price?.currency;
    if (currency === undefined) continue;
    const known = byCurrency.get(currency);
    if (known) known.push(one);
    else byCurrency.set(currency, [one]);
  }
  return [...byCurrency]
    .map(([currency, acts]) => ({ currency, acts, weight: totalWeight(acts) }))
    .sort((left, right) => right.weight - left.weight || (left.currency < right.currency ? -1 : 1))
    .map(({ currency, acts }) => bandOf(currency, acts));
}

function bandOf(currency: string, acts: readonly WeighedAct[]): PriceBand {
  const rising = [...acts].sort((left, right) => amountOf(left) - amountOf(right));
  return {
    currency,
    low: quantile(rising, 0.25),
    median: quantile(rising, 0.5),
    high: quantile(rising, 0.75),
    events: reasons(acts),
  };
}

/** The least price that at least this part of the weight does not exceed. @param rising by amount, at least one */
function quantile(rising: readonly WeighedAct[], part: number): number {
  const wanted = part * totalWeight(rising);
  let passed = 0;
  for (const one of rising) {
    passed += one.weight;
    if (passed >= wanted) return amountOf(one);
  }
  return NaN;
}

function amountOf({ product }: WeighedAct): number {
  return product.price?.amount ?? NaN;
}
