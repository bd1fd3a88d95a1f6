import { POPULARITY_HALF_LIFE_MS } from '../../feedback/popularity';
import type { EventStore, ProductCounters } from '../../feedback/event-store.port';
import type { EpochMs } from '../../shared/clock';
import type { Sku } from '../../shared/ids';
import { priorsOf, UNKNOWN_PRIORS, type PriorCounts, type ProductPriors } from './product-priors';

/** What shoppers in general did, at hand without a question. */
export interface Priors {
  /** Products in the catalogue, as far as known; at least 0. */
  readonly products: number;

  /** NaN for what is not known yet, or not of this shop; 0 popularity for a product that nobody touched. */
  priorsOf(sku: Sku, at: EpochMs): ProductPriors;
}

export interface PriorBoardParts {
  readonly events: Pick<EventStore, 'countersAfter'>;
  readonly products: { count(): Promise<number> };
  /** Products read by one step. Default 2000. */
  readonly perStep?: number;
}

const DEFAULT_PER_STEP = 2000;

/** What is kept of one product: some 100 bytes. */
interface KeptCounters extends PriorCounts {
  readonly popularity: number;
  /** The moment as of which popularity was read. */
  readonly at: EpochMs;
}

const NONE: PriorCounts = { impressions: 0, clicks: 0, orders: 0 };

/**
 * The counters of all products, in memory, so that no search has to ask for them. They are read in steps, from the first SKU to the
 * last and over again: whoever calls `step` every so often decides how old they may be.
 */
export class PriorBoard implements Priors {
  products = 0;

  private readonly kept = new Map<Sku, KeptCounters>();
  private shop: PriorCounts = NONE;
  /** Sums of the round under way; those of the shop are changed when it is over. */
  private sums: PriorCounts = NONE;
  private after: Sku | null = null;
  private rounds = 0;
  /** Of a product that nobody touched. */
  private untouched: ProductPriors = UNKNOWN_PRIORS;

  constructor(private readonly parts: PriorBoardParts) {}

  priorsOf(sku: Sku, at: EpochMs): ProductPriors {
    if (this.rounds === 0) return UNKNOWN_PRIORS;
    const own = this.kept.get(sku);
    if (own === undefined) return this.untouched;
    const halfLives = (at - own.at) / POPULARITY_HALF_LIFE_MS;
    const { clickRate, purchaseRate } = priorsOf(own, this.shop);
    return { clickRate, purchaseRate, popularity: own.popularity * 2 ** -halfLives };
  }

  /** Reads the next products. @returns whether that was the end of a round. */
  async step(at: EpochMs): Promise<boolean> {
    const limit = this.parts.perStep ?? DEFAULT_PER_STEP;
    if (this.after === null) this.products = await this.parts.products.count();
    const page = await this.parts.events.countersAfter(this.after, limit, at);
    for (const counters of page) this.keep(counters, at);
    const isLast = page.length < limit;
    this.after = isLast ? null : (page.at(-1)?.sku ?? null);
    if (isLast) this.endRound();
    return isLast;
  }

  private keep(
    { sku, impressions, clicks, carts, purchases, popularity }: ProductCounters,
    at: EpochMs,
  ): void {
    const counts = { impressions, clicks, orders: carts + purchases };
    this.kept.set(sku, { ...counts, popularity, at });
    this.sums = sumOf(this.sums, counts);
  }

  private endRound(): void {
    this.shop = this.sums;
    this.untouched = { ...priorsOf(NONE, this.shop), popularity: 0 };
    this.sums = NONE;
    this.rounds += 1;
  }
}

function sumOf(one: PriorCounts, other: PriorCounts): PriorCounts {
  return {
    impressions: one.impressions + other.impressions,
    clicks: one.clicks + other.clicks,
    orders: one.orders + other.orders,
  };
}
