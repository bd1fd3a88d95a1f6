import type { SeededRandom } from '../shared/seeded-random';
import type { DemoProduct } from './demo-product';
import type { Shelf } from './departments/all-departments';
import type { ShopFloor } from './taste';

/** A search that a demo shopper made: the truth about what was asked and shown. */
export interface DemoSearch {
  readonly searchId: string;
  readonly text: string;
  readonly shelf: Shelf;
  /** In the order shown. */
  readonly shown: readonly DemoProduct[];
  readonly total: number;
  readonly at: number;
}

/** Hits on the page that the shopper saw. */
const PAGE = 10;

/** How often a shopper names a brand as well. */
const BRAND_SHARE = 0.12;

interface SearchScene {
  readonly plan: { readonly searchId: string; readonly startsAt: number };
  readonly floor: ShopFloor;
  readonly random: SeededRandom;
}

/** Searches for a kind in the words that shoppers use for it; what is shown is the kind's products, best liked first. */
export function searchShelf(shelf: Shelf, { plan, floor, random }: SearchScene): DemoSearch {
  const { kind, department } = shelf;
  // The first query of a kind is the commonest.
  const query = kind.queries[Math.floor(random.next() ** 3 * kind.queries.length)] ?? kind.name;
  const brand = random.next() < BRAND_SHARE ? random.pick(department.brands) : null;
  const onShelf = floor.productsOn.get(shelf) ?? [];
  const ofBrand = onShelf.filter((product) => product.draft.brand === brand);
  const found = ofBrand.length > 0 ? ofBrand : onShelf;
  return {
    searchId: plan.searchId,
    text: ofBrand.length > 0 && brand !== null ? `${brand} ${query}` : query,
    shelf,
    shown: found.toSorted((a, b) => b.appeal - a.appeal).slice(0, PAGE),
    total: found.length,
    at: plan.startsAt,
  };
}
