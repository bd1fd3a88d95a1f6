import type { InteractionLog } from '../../src/recommendation/learning/interaction-log.types';
import { inPortions, type PortionOrder } from '../runtime/in-portions';
import { occurrencesIn, PairCounter, toUnits, type PairCounts } from '../runtime/pair-counts';
import { distinctHistories, type DistinctHistories } from './distinct-histories';
import type { ItemNeighbourOptions } from './item-neighbour-options';

/** How much items were touched by the same shoppers. */
export interface SharedShoppers {
  /** Each pair once, under the item with the lower number. */
  readonly pairs: PairCounts;
  /** By item: how much it was touched at all, in units. */
  readonly own: Float64Array;
}

/**
 * Counts, over the shoppers who touched both,
 *
 *   √(weight · weight') · items^(−lengthExponent)
 */
export async function countSharedShoppers(
  log: InteractionLog,
  options: ItemNeighbourOptions,
  order: PortionOrder,
): Promise<SharedShoppers> {
  const histories = distinctHistories(log, options.historyLength);
  const shares = Float64Array.from(
    { length: histories.offsets.length - 1 },
    (_, shopper) => lengthOf(histories, shopper) ** -options.lengthExponent,
  );
  const { itemCount } = log;
  const where = occurrencesIn({ ...log, offsets: histories.offsets, items: histories.items });
  const counter = new PairCounter(itemCount);
  const own = new Float64Array(itemCount);
  const countItem = (item: number): void => {
    const end = where.offsets[item + 1] ?? 0;
    for (let entry = where.offsets[item] ?? end; entry < end; entry += 1) {
      const act = where.acts[entry] ?? 0;
      const shopper = where.shoppers[act] ?? 0;
      const share = shares[shopper] ?? 0;
      own[item] = (own[item] ?? 0) + toUnits((histories.weights[act] ?? 1) * share);
      countBeside(histories, { act, shopper, share }, counter);
    }
    counter.endItem();
  };
  await inPortions(itemCount, countItem, order);
  return { pairs: counter.counts(), own };
}

const lengthOf = ({ offsets }: DistinctHistories, shopper: number): number =>
  (offsets[shopper + 1] ?? 0) - (offsets[shopper] ?? 0);

interface Touch {
  readonly act: number;
  readonly shopper: number;
  readonly share: number;
}

function countBeside(
  { offsets, items, weights }: DistinctHistories,
  { act, shopper, share }: Touch,
  counter: PairCounter,
): void {
  const item = items[act] as number;
  const weight = weights[act] as number;
  const end = offsets[shopper + 1] ?? 0;
  for (let other = offsets[shopper] ?? end; other < end; other += 1) {
    if ((items[other] as number) <= item) continue;
    const units = toUnits(Math.sqrt(weight * (weights[other] as number)) * share);
    if (units > 0) counter.add(items[other] as number, units);
  }
}
