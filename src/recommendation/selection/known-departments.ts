import type { Product } from '../../catalog/product.types';
import type { Sku } from '../../shared/ids';
import type { CatalogueBoard } from '../catalogue-board.port';

/** The root departments of products as one list sees them: those that the board had when it was first asked, until the product itself was looked at. */
export class KnownDepartments {
  private readonly known = new Map<Sku, readonly string[]>();

  constructor(private readonly board: Pick<CatalogueBoard, 'product'>) {}

  of(sku: Sku): readonly string[] {
    const known = this.known.get(sku);
    if (known) return known;
    // The board goes on while a list is made, and what was decided must be what is checked.
    const departments = this.board.product(sku)?.departments ?? [];
    this.known.set(sku, departments);
    return departments;
  }

  /** @returns whether one of the products has other departments than was known. */
  learn(products: Iterable<Product>): boolean {
    let isNews = false;
    for (const { sku, categories } of products) {
      const roots = new Set(categories.flatMap(([root]) => (root === undefined ? [] : [root])));
      const known = this.of(sku);
      if (known.length === roots.size && known.every((one) => roots.has(one))) continue;
      this.known.set(sku, [...roots]);
      isNews = true;
    }
    return isNews;
  }
}
