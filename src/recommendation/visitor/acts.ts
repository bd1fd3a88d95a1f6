import { eventWeight } from '../../feedback/popularity';
import type { ShopperAct } from '../../shoppers/shopper.types';
import type { Sku } from '../../shared/ids';
import type { CatalogueBoard } from '../catalogue-board.port';
import type { PlacementPlan } from '../placement.types';
import type { AskedItem } from '../serving-recommender.port';

/** How much an act tells; 0 or less when it speaks against the product. */
export function weightOf({ kind, rating }: Pick<ShopperAct, 'kind' | 'rating'>): number {
  return eventWeight(kind, rating);
}

/** What speaks for products, as recommenders are asked about it: oldest first. */
export function askedItems(acts: readonly ShopperAct[]): readonly AskedItem[] {
  return acts
    .map((act) => ({ sku: act.sku, weight: weightOf(act), at: act.at }))
    .filter(({ weight }) => weight > 0)
    .reverse();
}

/** What a placement leaves out of what was done. */
export function leftOutOf(
  acts: readonly ShopperAct[],
  leavesOut: PlacementPlan['leavesOut'],
): ReadonlySet<Sku> {
  const seen = leavesOut.includes('SEEN');
  const bought = leavesOut.includes('BOUGHT');
  const left = acts.filter(({ kind }) => (kind === 'PURCHASE' ? bought : seen));
  return new Set(left.map(({ sku }) => sku));
}

/** An act counts half as much for every ten that came after it. */
const HALF_OF_ACTS = 10;

/** How much the act at this place, 0 for the latest, tells of what somebody is after now. */
export function presentWeight(act: ShopperAct, place: number): number {
  return weightOf(act) * 0.5 ** (place / HALF_OF_ACTS);
}

const MOST_DEPARTMENTS = 3;

/** The root departments of what was done, most first. */
export function departmentsOf(
  acts: readonly ShopperAct[],
  board: Pick<CatalogueBoard, 'product'>,
): readonly string[] {
  const sums = new Map<string, number>();
  for (const [place, act] of acts.entries())
    for (const department of board.product(act.sku)?.departments ?? [])
      sums.set(department, (sums.get(department) ?? 0) + presentWeight(act, place));
  return [...sums]
    .filter(([, sum]) => sum > 0)
    .sort(([one, left], [other, right]) => right - left || (one < other ? -1 : 1))
    .slice(0, MOST_DEPARTMENTS)
    .map(([department]) => department);
}
