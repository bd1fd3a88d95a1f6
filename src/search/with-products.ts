import type { Product } from '../catalog/product.types';
import type { ProductStore } from '../catalog/product-store.port';
import type { FoundProduct } from './keyword-engine.port';

/** Looks up the products that the engine did not bring along. One that was deleted since it was found is left out. */
export async function withProducts<Found extends FoundProduct>(
  found: readonly Found[],
  store: Pick<ProductStore, 'findBySkus'>,
): Promise<readonly { readonly found: Found; readonly product: Product }[]> {
  const unknown = found.filter(({ product }) => product === null).map(({ sku }) => sku);
  const lookedUp = unknown.length === 0 ? null : await store.findBySkus(unknown);
  return found.flatMap((one) => {
    const product = one.product ?? lookedUp?.get(one.sku);
    return product ? [{ found: one, product }] : [];
  });
}
