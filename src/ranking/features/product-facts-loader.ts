import { setImmediate as breathe } from 'node:timers/promises';
import type { Product } from '../../catalog/product.types';
import type { ProductStore } from '../../catalog/product-store.port';
import type { Analyzer } from '../../search/analysis/analyzer';
import type { KeywordEngine } from '../../search/keyword-engine.port';
import type { Clock, EpochMs } from '../../shared/clock';
import type { Deadline } from '../../shared/deadline';
import type { Sku } from '../../shared/ids';
import { inTime } from '../../shared/in-time';
import { Generations } from './generations';
import { FactsReader, type ProductFacts } from './product-facts';

/** A product as a search or a history names it. */
export interface WantedProduct {
  readonly sku: Sku;
  /** As it was found; null when it must be looked up. */
  readonly product: Product | null;
  /** `updatedAt` of what was found; null when nobody knows. */
  readonly version: EpochMs | null;
}

export interface FactsLoaderParts {
  readonly engine: Pick<KeywordEngine, 'productsOf'>;
  readonly products: Pick<ProductStore, 'findBySkus'>;
  readonly analyzer: Analyzer;
  readonly clock: Clock;
  /** Products remembered at least, twice as many at most; each takes some 8 KB. Default 10000. */
  readonly remembered?: number;
}

interface RememberedFacts {
  readonly facts: ProductFacts;
  /** When it was last sure to be the product as it is. */
  checkedAt: EpochMs;
}

const DEFAULT_REMEMBERED = 10_000;

/** How long facts serve when nobody knows the version, in milliseconds: hardly longer than what is written takes to be found. */
const TRUSTED_MS = 5000;

/** Products read between two turns of the event loop. */
const PRODUCTS_PER_TURN = 16;

/** Knows the facts of products; those of recent searches without asking anybody. */
export class ProductFactsLoader {
  private readonly remembered: Generations<Sku, RememberedFacts>;
  private readonly reader: FactsReader;

  constructor(private readonly parts: FactsLoaderParts) {
    this.remembered = new Generations(parts.remembered ?? DEFAULT_REMEMBERED);
    this.reader = new FactsReader(parts.analyzer);
  }

  /**
   * @returns in the order of the products; null for those that are gone.
   * @throws TroveError DEADLINE_EXCEEDED, and what the store throws.
   */
  async factsOf(
    wanted: readonly WantedProduct[],
    deadline?: Deadline,
  ): Promise<readonly (ProductFacts | null)[]> {
    const now = this.parts.clock();
    const facts = wanted.map((product) => this.known(product, now));
    const missing = wanted.flatMap(({ sku }, place) => (facts[place] === null ? [sku] : []));
    if (missing.length === 0) return facts;
    const loaded = await inTime(this.load(missing, deadline), deadline);
    await this.rememberAll(loaded, now);
    return wanted.map(({ sku }, place) => {
      const product = loaded.get(sku);
      return facts[place] ?? (product === undefined ? null : this.remember(product, now));
    });
  }

  /** Reading a hundred products takes some twenty milliseconds: others have their turn in between. */
  private async rememberAll(loaded: ReadonlyMap<Sku, Product>, now: EpochMs): Promise<void> {
    let read = 0;
    for (const product of loaded.values()) {
      this.remember(product, now);
      read += 1;
      if (read % PRODUCTS_PER_TURN === 0) await breathe();
    }
  }

  private known({ sku, product, version }: WantedProduct, now: EpochMs): ProductFacts | null {
    const known = this.remembered.get(sku);
    const wanted = product?.updatedAt ?? version;
    if (known && wanted === known.facts.product.updatedAt) {
      known.checkedAt = now;
      return known.facts;
    }
    if (product) return this.remember(product, now);
    const isTrusted = known && wanted === null && now - known.checkedAt < TRUSTED_MS;
    return isTrusted ? known.facts : null;
  }

  private async load(
    skus: readonly Sku[],
    deadline: Deadline | undefined,
  ): Promise<ReadonlyMap<Sku, Product>> {
    const { engine, products } = this.parts;
    return (await engine.productsOf(skus, deadline)) ?? (await products.findBySkus(skus));
  }

  /** What was written between the search and the look at the product is newer than the search, and none the worse for it. */
  private remember(product: Product, now: EpochMs): ProductFacts {
    const known = this.remembered.get(product.sku);
    const isSame = known?.facts.product.updatedAt === product.updatedAt;
    const facts = isSame ? known.facts : this.reader.factsOf(product);
    this.remembered.put(product.sku, { facts, checkedAt: now });
    return facts;
  }
}
