import type { Product as WireFields } from '../../schema/catalog/product.type';
import type { Product } from '../../src/catalog/product.types';
import { globalId } from '../global-id';

/** A product on its way out; its attributes are still the stored ones, until a client says which it wants. */
export interface WireProduct extends WireFields {
  readonly attributes: Product['attributes'];
}

export function wireProduct(product: Product): WireProduct {
  return new ShownProduct(product);
}

/** Works out only what a client asks for: most lists of products show a few fields of each. */
class ShownProduct implements WireProduct {
  constructor(private readonly product: Product) {}

  get id(): WireProduct['id'] {
    return globalId('Product', this.product.sku);
  }

  get sku(): WireProduct['sku'] {
    return this.product.sku;
  }

  get title(): WireProduct['title'] {
    return this.product.title;
  }

  get description(): WireProduct['description'] {
    return this.product.description;
  }

  get brand(): WireProduct['brand'] {
    return this.product.brand;
  }

  get identifiers(): WireProduct['identifiers'] {
    return this.product.identifiers;
  }

  get categories(): WireProduct['categories'] {
    return this.product.categories.map((path) => ({ name: path.at(-1) ?? '', path }));
  }

  get price(): WireProduct['price'] {
    return this.product.price;
  }

  get availability(): WireProduct['availability'] {
    return this.product.availability;
  }

  get tags(): WireProduct['tags'] {
    return this.product.tags;
  }

  get imageUrls(): WireProduct['imageUrls'] {
    return this.product.imageUrls;
  }

  get attributes(): WireProduct['attributes'] {
    return this.product.attributes;
  }

  get locale(): WireProduct['locale'] {
    return this.product.locale;
  }

  get publishedAt(): WireProduct['publishedAt'] {
    const { publishedAt } = this.product;
    return publishedAt === null ? null : new Date(publishedAt);
  }

  get updatedAt(): WireProduct['updatedAt'] {
    return new Date(this.product.updatedAt);
  }
}
