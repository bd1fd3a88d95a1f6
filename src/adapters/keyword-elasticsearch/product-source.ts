import type { Product } from '../../catalog/product.types';

/**
 * A product as the source of its document holds it, from where hits bring it back. The attributes are JSON in a text: most lists of hits
 * show none of them, and to read a text costs a fraction of reading sixty little objects.
 */
export type ProductSource = Readonly<Omit<Product, 'attributes'>> & { readonly attributes: string };

export function productSource(product: Product): ProductSource {
  return { ...product, attributes: JSON.stringify(product.attributes) };
}

/** The product that was indexed; its attributes are read when somebody looks at them, so that a copy has to name them. */
export function readProductSource(source: ProductSource): Product {
  return new IndexedProduct(source);
}

/** A class, since a getter in each object would cost a hidden class for each, and those live until the next large garbage collection. */
class IndexedProduct implements Product {
  readonly sku: Product['sku'];
  readonly title: Product['title'];
  readonly description: Product['description'];
  readonly brand: Product['brand'];
  readonly identifiers: Product['identifiers'];
  readonly categories: Product['categories'];
  readonly price: Product['price'];
  readonly availability: Product['availability'];
  readonly tags: Product['tags'];
  readonly imageUrls: Product['imageUrls'];
  readonly locale: Product['locale'];
  readonly publishedAt: Product['publishedAt'];
  readonly updatedAt: Product['updatedAt'];
  readonly #json: string;
  #attributes: Product['attributes'] | null = null;

  constructor(source: ProductSource) {
    this.sku = source.sku;
    this.title = source.title;
    this.description = source.description;
    this.brand = source.brand;
    this.identifiers = source.identifiers;
    this.categories = source.categories;
    this.price = source.price;
    this.availability = source.availability;
    this.tags = source.tags;
    this.imageUrls = source.imageUrls;
    this.locale = source.locale;
    this.publishedAt = source.publishedAt;
    this.updatedAt = source.updatedAt;
    this.#json = source.attributes;
  }

  get attributes(): Product['attributes'] {
    return (this.#attributes ??= JSON.parse(this.#json) as Product['attributes']);
  }

  /** The whole product, attributes included. */
  toJSON(): object {
    return Object.assign({}, this, { attributes: this.attributes });
  }
}
