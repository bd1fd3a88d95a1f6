import type {
  BasketLog,
  InteractionLog,
} from '../../recommendation/learning/interaction-log.types';
import { BOUGHT, PUT_IN_CART } from './shop-history';

const DAY_MS = 86_400_000;

/** Larger ones are resellers, and their pairs would be more than all others'. */
const LARGEST_BASKET = 50;

/**
 * What was bought together: by one person within a day of the first piece. Where nothing was bought together, what was put into carts counts; null when
 * that was nothing either.
 *
 * @param reach by act: how far it went.
 */
export function basketsOf(log: InteractionLog, reach: Uint8Array): BasketLog | null {
  return gathered(log, reach, BOUGHT) ?? gathered(log, reach, PUT_IN_CART);
}

function gathered(log: InteractionLog, reach: Uint8Array, least: number): BasketLog | null {
  const { itemCount } = log;
  const items: number[] = [];
  const offsets = [0];
  for (let shopper = 0; shopper + 1 < log.offsets.length; shopper += 1)
    for (const basket of basketsOfOne(log, shopper, (at) => (reach[at] ?? 0) >= least)) {
      if (basket.size < 2 || basket.size > LARGEST_BASKET) continue;
      items.push(...basket);
      offsets.push(items.length);
    }
  if (items.length === 0) return null;
  return { itemCount, offsets: Uint32Array.from(offsets), items: Uint32Array.from(items) };
}

function basketsOfOne(
  log: InteractionLog,
  shopper: number,
  counts: (at: number) => boolean,
): readonly ReadonlySet<number>[] {
  const baskets: Set<number>[] = [];
  let since = -Infinity;
  for (let at = log.offsets[shopper] ?? 0; at < (log.offsets[shopper + 1] ?? 0); at += 1) {
    if (!counts(at)) continue;
    const time = log.times?.[at] ?? 0;
    if (time - since >= DAY_MS) {
      baskets.push(new Set());
      since = time;
    }
    baskets.at(-1)?.add(log.items[at] ?? 0);
  }
  return baskets;
}
