import type { ProductStore } from '../../catalog/product-store.port';
import type { EventStore } from '../../feedback/event-store.port';
import type { ItemFeatures } from '../../recommendation/learning/interaction-log.types';
import type { EpochMs } from '../../shared/clock';
import { inCodePointOrder } from '../../shared/in-code-point-order';
import type { Sku } from '../../shared/ids';
import { FeatureGatherer } from './item-features';
import { HistoryGatherer, type ShopHistory } from './shop-history';

export interface HistorySources {
  readonly events: Pick<EventStore, 'read' | 'count'>;
  readonly products: Pick<ProductStore, 'page'>;
}

export interface HistoryRange {
  /** Acts before it are left out. */
  readonly from: EpochMs;
  /** Acts from it on are left out. */
  readonly to: EpochMs;
}

/** Everything that a training of recommenders reads. */
export interface GatheredHistory extends ShopHistory {
  readonly features: ItemFeatures | null;
  /** The number of the last event read; 0 for none. */
  readonly lastSequence: number;
  readonly events: number;
}

const EVENT_PAGE = 5000;
const PRODUCT_PAGE = 500;

/** Beyond it the oldest are left out: some 300 MB. */
const MOST_EVENTS = 5_000_000;

/**
 * Reads events and catalogue, page by page.
 *
 * @param first items that come first, in this order; the rest follows by code point.
 */
export async function gatherHistory(
  { events, products }: HistorySources,
  { from, to }: HistoryRange,
  first: readonly Sku[],
  signal: AbortSignal,
): Promise<GatheredHistory> {
  const gatherer = new HistoryGatherer();
  const lastSequence = await readEvents(events, gatherer, { from, to }, signal);
  const features = new FeatureGatherer();
  for await (const product of allProducts(products, signal)) features.see(product);
  const skus = itemNames(first, new Set([...gatherer.touched(), ...features.products()]));
  return {
    ...gatherer.history(skus),
    features: features.features(skus),
    lastSequence,
    events: gatherer.eventsSeen,
  };
}

async function readEvents(
  events: HistorySources['events'],
  gatherer: HistoryGatherer,
  { from, to }: HistoryRange,
  signal: AbortSignal,
): Promise<number> {
  // Sequence numbers are at least as large as events are many.
  let after = Math.max(0, (await events.count()) - MOST_EVENTS);
  let last = 0;
  for (;;) {
    signal.throwIfAborted();
    const page = await events.read(after, EVENT_PAGE);
    for (const logged of page)
      if (logged.event.occurredAt >= from && logged.event.occurredAt < to) gatherer.see(logged);
    const end = page.at(-1);
    if (end === undefined) return last;
    after = last = end.sequence;
  }
}

async function* allProducts(products: HistorySources['products'], signal: AbortSignal) {
  let after: Sku | null = null;
  for (;;) {
    signal.throwIfAborted();
    const page = await products.page(after, PRODUCT_PAGE);
    yield* page;
    const end = page.at(-1);
    if (end === undefined) return;
    after = end.sku;
  }
}

function itemNames(first: readonly Sku[], all: Set<Sku>): readonly Sku[] {
  for (const sku of first) all.delete(sku);
  return [...first, ...[...all].sort(inCodePointOrder)];
}
