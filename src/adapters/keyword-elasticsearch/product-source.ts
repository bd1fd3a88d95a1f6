import type { Product } from '../../catalog/product.types';

/**
 * A product as the source of its document holds it, from where hits bring it back. The attributes are JSON in a text: most lists of hits
 * show none of them, and to read a text costs a fraction of reading sixty little objects.
 */
export type ProductSource = Readonly<Omit<Product, 'attributes'>> & { readonly attributes: string };

export function productSource(product: Product): ProductSource {
  return { ...product, attributes: JSON.stringify(product.attributes) };
}

/** The product, equal to the one that was indexed; its attributes are read when somebody looks at them. */
export function readProductSource(source: ProductSource): Product {
  const { attributes: json } = source;
  let attributes: Product['attributes'] | null = null;
  return {
    ...source,
    get attributes() {
      return (attributes ??= JSON.parse(json) as Product['attributes']);
    },
  };
}
