import type { SeededRandom } from '../shared/seeded-random';
import type { DemoProduct } from './demo-product';
import { priceBandOf, type DemoShopper } from './demo-shopper';
import { pickWeighted } from './pick-weighted';
import type { Shelf } from './departments/all-departments';

/**
 * How strongly tastes pull. Written down so that a test, or a recommender's, can compare what it finds with what is true:
 * a visit goes to a favourite department with `favouriteVisitShare`, otherwise to any; within a kind, a product is looked at in
 * proportion to its appeal times the factors that apply.
 */
export const TASTE = {
  favouriteVisitShare: 0.8,
  /** Of the favourites, each counts this much as much as the one before. */
  nextFavourite: 0.6,
  brandFactor: 4,
  priceBandFactor: 3,
  /** Of a product that is just becoming popular, in the last days. */
  risingFactor: 8,
  /** How the next product of a visit is chosen: the same kind, one that goes with it, any of the department. */
  sameKindShare: 0.6,
  goesWithShare: 0.25,
} as const;

/** The products of the shop as a shopper walks through them. */
export interface ShopFloor {
  readonly shelves: readonly Shelf[];
  readonly productsOn: ReadonlyMap<Shelf, readonly DemoProduct[]>;
  /** Products that become popular in the last days. */
  readonly rising: ReadonlySet<DemoProduct>;
}

/** The weight with which a shopper looks at a product of a kind. */
export function tasteWeight(shopper: DemoShopper, product: DemoProduct): number {
  const brand = shopper.brands.includes(product.draft.brand) ? TASTE.brandFactor : 1;
  const band = priceBandOf(product.priceLevel) === shopper.priceBand ? TASTE.priceBandFactor : 1;
  return product.appeal * brand * band;
}

/** The kind with which a visit begins. */
export function pickShelf(shopper: DemoShopper, floor: ShopFloor, random: SeededRandom): Shelf {
  if (random.next() >= TASTE.favouriteVisitShare) return random.pick(floor.shelves);
  const weight = (_: string, rank: number) => TASTE.nextFavourite ** rank;
  const code = pickWeighted(shopper.departments, weight, random);
  return random.pick(floor.shelves.filter(({ department }) => department.code === code));
}

/** The kind of the next product, given the last one's. */
export function nextShelf(last: Shelf, floor: ShopFloor, random: SeededRandom): Shelf {
  const point = random.next();
  if (point < TASTE.sameKindShare) return last;
  const neighbours = floor.shelves.filter(({ department }) => department === last.department);
  const goesWith = neighbours.filter(({ kind }) => last.kind.goesWith?.includes(kind.code));
  const follows = point < TASTE.sameKindShare + TASTE.goesWithShare && goesWith.length > 0;
  return random.pick(follows ? goesWith : neighbours);
}
