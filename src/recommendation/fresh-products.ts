import type { Product } from '../catalog/product.types';
import { Generations } from '../ranking/features/generations';
import type { Sku } from '../shared/ids';
import { Gathering } from './gathering';
import type { ProductDigests, ProductShelf } from './product-shelf.port';

export interface FreshProductsParts {
  readonly shelf: ProductShelf;
  readonly digests: ProductDigests;
  /** Products remembered at least, twice as many at most; each takes some 2 to 10 KB. Default 10000. */
  readonly remembered?: number;
}

interface Remembered {
  readonly digest: string;
  readonly product: Product;
}

const DEFAULT_REMEMBERED = 10_000;

/**
 * Products exactly as the store has them, most of them without reading them: one short question says which content each has now, and only
 * what is not remembered with that content is read. Questions that come at the same time are one.
 */
export class FreshProducts implements ProductShelf {
  private readonly remembered: Generations<Sku, Remembered>;
  private readonly gathering = new Gathering<Sku, Product>((skus) => this.load(skus));

  constructor(private readonly parts: FreshProductsParts) {
    this.remembered = new Generations(parts.remembered ?? DEFAULT_REMEMBERED);
  }

  findBySkus(skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Product>> {
    return this.gathering.of(skus);
  }

  private async load(skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Product>> {
    const digests = await this.parts.digests.digestsOf(skus);
    const found = new Map<Sku, Product>();
    const unknown: Sku[] = [];
    for (const [sku, digest] of digests) {
      const known = this.remembered.get(sku);
      if (known?.digest === digest) found.set(sku, known.product);
      else unknown.push(sku);
    }
    if (unknown.length === 0) return found;
    for (const [sku, product] of await this.read(unknown, digests)) found.set(sku, product);
    return found;
  }

  private async read(
    skus: readonly Sku[],
    digests: ReadonlyMap<Sku, string>,
  ): Promise<ReadonlyMap<Sku, Product>> {
    const products = await this.parts.shelf.findBySkus(skus);
    // What was written between the two questions is not what the digest says: it is answered, and not remembered.
    const after = await this.parts.digests.digestsOf(skus);
    for (const [sku, product] of products) {
      const digest = digests.get(sku);
      if (digest !== undefined && digest === after.get(sku))
        this.remembered.put(sku, { digest, product });
    }
    return products;
  }
}
