import { eventWeight } from '../feedback/popularity';
import type { Sku } from '../shared/ids';
import type { Reaction, ShownList } from './logged-lists.port';

/**
 * How good a product turned out to be for somebody: the weight of the strongest reaction in its favour plus that of the strongest against
 * it, at least 0. Weights are those of popularity, so that one definition says what a purchase is worth. A click and a purchase are
 * one decision, not two; a purchase that was then rated with one star is worth less, a click that was then disliked nothing.
 */
export function gainOfReactions(reactions: readonly Pick<Reaction, 'kind' | 'rating'>[]): number {
  const weights = reactions.map(({ kind, rating }) => eventWeight(kind, rating));
  return Math.max(0, Math.max(0, ...weights) + Math.min(0, ...weights));
}

/** The gain of every product of a page, in the order shown. */
export function gainsOf({ skus, reactions }: Pick<ShownList, 'skus' | 'reactions'>): number[] {
  const bySku = new Map<Sku, Reaction[]>();
  for (const reaction of reactions) {
    const known = bySku.get(reaction.sku);
    if (known === undefined) bySku.set(reaction.sku, [reaction]);
    else known.push(reaction);
  }
  return skus.map((sku) => gainOfReactions(bySku.get(sku) ?? []));
}

/** Which products of a page somebody certainly looked at, because they did something with them. */
export function answeredSkus({ reactions }: Pick<ShownList, 'reactions'>): ReadonlySet<Sku> {
  return new Set(reactions.filter(({ kind }) => kind !== 'IMPRESSION').map(({ sku }) => sku));
}
