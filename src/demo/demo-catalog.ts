import { ALL_SHELVES, type Shelf } from './departments/all-departments';
import { inventProduct, type DemoProduct } from './demo-product';

/** How many products the demo shop sells. */
export const DEMO_PRODUCTS = 2000;

/** A kind has more titles to give than this many attempts need; beyond it, its word lists are too short. */
const MAX_ATTEMPTS = 100;

/** Stocks the shop: every kind gets its share, no title twice. The same seed makes the same catalogue. */
export function inventCatalog(seed: number): readonly DemoProduct[] {
  const titles = new Set<string>();
  const products: DemoProduct[] = [];
  for (const [index, shelf] of ALL_SHELVES.entries()) {
    const until = Math.round(((index + 1) * DEMO_PRODUCTS) / ALL_SHELVES.length);
    for (let nth = 1; products.length < until; nth += 1) {
      products.push(inventWithNewTitle(shelf, { nth, seed, titles, serial: products.length + 1 }));
    }
  }
  return products;
}

interface Place {
  readonly nth: number;
  readonly serial: number;
  readonly seed: number;
  /** Taken so far; the new one is added. */
  readonly titles: Set<string>;
}

function inventWithNewTitle(shelf: Shelf, { nth, serial, seed, titles }: Place): DemoProduct {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const product = inventProduct({ shelf, nth, serial: 1000 + serial, seed, attempt });
    if (!titles.has(product.draft.title)) {
      titles.add(product.draft.title);
      return product;
    }
  }
  throw new RangeError(`Kind ${shelf.kind.code} of ${shelf.department.code} has too few titles`);
}
