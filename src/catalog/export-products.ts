import type { Sku } from '../shared/ids';
import { productToDraft } from './product-to-draft';
import type { ProductStore } from './product-store.port';

/** Products read at once. */
const PAGE_PRODUCTS = 500;

/**
 * Writes the catalogue as JSON lines, by SKU in code point order; memory holds one page. Products that change meanwhile are
 * written as they are when their page is read.
 */
export async function* exportProducts(store: Pick<ProductStore, 'page'>): AsyncGenerator<string> {
  let after: Sku | null = null;
  for (;;) {
    const page = await store.page(after, PAGE_PRODUCTS);
    for (const product of page) yield `${JSON.stringify(productToDraft(product))}\n`;
    const last = page.at(-1);
    if (!last) return;
    after = last.sku;
  }
}
