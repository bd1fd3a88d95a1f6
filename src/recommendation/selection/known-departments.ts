import type { Product } from '../../catalog/product.types';
import type { Sku } from '../../shared/ids';
import type { CatalogueBoard } from '../catalogue-board.port';

/** The root departments of products: those of the board, until a product was looked at itself. */
export class KnownDepartments {
  private readonly looked = new Map<Sku, readonly string[]>();

  constructor(private readonly board: Pick<CatalogueBoard, 'product'>) {}

  of(sku: Sku): readonly string[] {
    return this.looked.get(sku) ?? this.board.product(sku)?.departments ?? [];
  }

  /** @returns whether one of the products has other departments than was known. */
  learn(products: Iterable<Product>): boolean {
    let isNews = false;
    for (const { sku, categories } of products) {
      const roots = new Set(categories.flatMap(([root]) => (root === undefined ? [] : [root])));
      const known = this.of(sku);
      if (known.length === roots.size && known.every((one) => roots.has(one))) continue;
      this.looked.set(sku, [...roots]);
      isNews = true;
    }
    return isNews;
  }
}
