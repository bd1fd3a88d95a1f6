import type { ShopperEvent } from '../../src/feedback/shopper-event.types';
import { asEpochMs, type EpochMs } from '../../src/shared/clock';
import { asEventId, asShopperId, asSku, type Sku } from '../../src/shared/ids';
import { checkerboardWorld, type CheckerboardSettings } from './checkerboard-world';

/** A checkerboard world as a shop would report it. */
export interface CheckerboardShop {
  /** In the order in which they happened: each shopper looks at everything they like but for one product. */
  readonly events: readonly ShopperEvent[];
  readonly shoppers: readonly {
    readonly history: readonly Sku[];
    /** The one right answer. */
    readonly target: Sku;
  }[];
  readonly end: EpochMs;
}

/** The name of an item. */
export const skuOf = (item: number): Sku => asSku(`field-${String(item).padStart(4, '0')}`);

/** Shoppers come in turn, an act a minute: what all of them did last comes after everything else. */
export function checkerboardShop(
  from: EpochMs,
  settings: Partial<CheckerboardSettings> = {},
): CheckerboardShop {
  const { cases } = checkerboardWorld(settings);
  const events: ShopperEvent[] = [];
  const rounds = Math.max(...cases.map(({ history }) => history.length));
  for (let round = 0; round < rounds; round += 1)
    for (const { shopper, history } of cases) {
      const item = history[round];
      if (item === undefined) continue;
      events.push({
        eventId: asEventId(`event-${events.length}`),
        kind: 'VIEW',
        sku: skuOf(item),
        shopper: asShopperId(`shopper-${shopper}`),
        session: null,
        occurredAt: asEpochMs(from + 60_000 * events.length),
        searchId: null,
        recommendationId: null,
        position: null,
        quantity: null,
        price: null,
        rating: null,
      });
    }
  return {
    events,
    shoppers: cases.map(({ history, target }) => ({
      history: Array.from(history, skuOf),
      target: skuOf(target),
    })),
    end: asEpochMs(from + 60_000 * events.length),
  };
}
