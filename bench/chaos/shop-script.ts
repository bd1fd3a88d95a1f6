import type { SeededRandom } from '../../src/shared/seeded-random';

/** What a shop sends about products, in the order in which one lane of it does. */
export type Deed =
  | { readonly kind: 'import'; readonly products: readonly Revision[] }
  | { readonly kind: 'delete'; readonly skus: readonly string[] };

/** A product in one of the states that it goes through. */
export interface Revision {
  readonly sku: string;
  /** From 1. */
  readonly revision: number;
}

export interface ShopScript {
  /** Lanes may run at the same time: no product is in two of them. */
  readonly lanes: readonly (readonly Deed[])[];
  /** The revision of each product that is there at the end. */
  readonly finally: ReadonlyMap<string, number>;
  /** Rows and SKUs in all deeds. */
  readonly changes: number;
}

export interface ShopSize {
  readonly products: number;
  readonly lanes: number;
  /** Products in one request. */
  readonly batch: number;
}

/** What follows a batch of new products, by likelihood. */
const UPDATE_SHARE = 0.35;
const DELETE_SHARE = 0.2;
const RETURN_SHARE = 0.15;

/** One in so many products may be deleted; shoppers look at the others. */
const MORTAL_EVERY = 5;

const PREFIX = 'chaos-';

export function skuAt(place: number): string {
  return `${PREFIX}${String(place).padStart(7, '0')}`;
}

/** Whether the product is never deleted. */
export function isLasting(sku: string): boolean {
  return Number(sku.slice(PREFIX.length)) % MORTAL_EVERY !== 0;
}

/** All products are imported; on the way some are changed, deleted and brought back. */
export function writeScript(size: ShopSize, random: SeededRandom): ShopScript {
  const lanes = Array.from({ length: size.lanes }, (_, lane) => new Lane(lane, size, random));
  const deeds = lanes.map((lane) => lane.play());
  return {
    lanes: deeds,
    finally: new Map(lanes.flatMap((lane) => [...lane.present])),
    changes: deeds.flat().reduce((sum, deed) => sum + changesOf(deed), 0),
  };
}

export function changesOf(deed: Deed): number {
  return deed.kind === 'import' ? deed.products.length : deed.skus.length;
}

class Lane {
  readonly present = new Map<string, number>();
  private readonly revisions = new Map<string, number>();
  private readonly deeds: Deed[] = [];
  private readonly places: readonly number[];

  constructor(
    lane: number,
    private readonly size: ShopSize,
    private readonly random: SeededRandom,
  ) {
    const all = Array.from({ length: size.products }, (_, place) => place);
    this.places = all.filter((place) => place % size.lanes === lane);
  }

  play(): readonly Deed[] {
    const { batch } = this.size;
    for (let start = 0; start < this.places.length; start += batch) {
      this.put(this.places.slice(start, start + batch).map(skuAt));
      const known = this.places.slice(0, start + batch);
      if (this.random.next() < UPDATE_SHARE) this.put(this.some(known, batch / 5).map(skuAt));
      if (this.random.next() < DELETE_SHARE) this.remove(this.some(known, batch / 10));
      if (this.random.next() < RETURN_SHARE) this.bringBack();
    }
    return this.deeds;
  }

  private put(skus: readonly string[]): void {
    const products = skus.map((sku) => ({ sku, revision: (this.revisions.get(sku) ?? 0) + 1 }));
    for (const { sku, revision } of products) {
      this.revisions.set(sku, revision);
      this.present.set(sku, revision);
    }
    if (products.length > 0) this.deeds.push({ kind: 'import', products });
  }

  private remove(places: readonly number[]): void {
    const mortal = places.map(skuAt).filter((sku) => !isLasting(sku));
    const skus = mortal.filter((sku) => this.present.delete(sku));
    if (skus.length > 0) this.deeds.push({ kind: 'delete', skus });
  }

  private bringBack(): void {
    const gone = [...this.revisions.keys()].filter((sku) => !this.present.has(sku));
    this.put(gone.filter(() => this.random.next() < 0.5));
  }

  /** About `count` of them, each once. */
  private some(places: readonly number[], count: number): readonly number[] {
    const picked = Array.from({ length: Math.ceil(count) }, () => this.random.pick(places));
    return [...new Set(picked)];
  }
}
