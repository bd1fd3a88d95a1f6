import type {
  BasketLog,
  InteractionLog,
} from '../../src/recommendation/learning/interaction-log.types';
import type {
  FitOrder,
  FittedRecommender,
  Lessons,
  RecommenderWorkshop,
} from '../../src/recommendation/learning/recommender-workshop.port';
import { quoted, TroveError } from '../../src/shared/errors';
import { packBaskets, unpackBaskets } from './baskets-artefact';
import { BasketsRecommender } from './baskets-recommender';
import { addCounts, countPairs, type PairCounts } from './pair-counts';
import { partnerRows, type PartnerSettings } from './partner-rows';

export interface BasketsOptions extends PartnerSettings {
  /** Items of a basket that count, 2 to 10,000. */
  readonly mostItems: number;
}

/**
 * What is bought together, by the lower end of the interval of the lift. Where there are baskets it goes on from an earlier fit: its lessons are then the baskets that came
 * since, and the counts are exactly those of all. Without baskets, what each shopper touched is one, and it always begins anew.
 */
export const basketsWorkshop: RecommenderWorkshop<BasketsOptions> = {
  name: 'baskets',
  defaults: { caution: 1.64, minSupport: 2, sharePower: 0.5, mostItems: 100 },
  fit: async (lessons, order) => fitBaskets(lessons, order),
  read: async (artefact) => {
    const { counts, settings } = unpackBaskets(artefact);
    return new BasketsRecommender(partnerRows(counts, settings));
  },
};

function fitBaskets(
  { log, baskets }: Lessons,
  { options, previous, signal, onProgress }: FitOrder<BasketsOptions>,
): FittedRecommender {
  signal.throwIfAborted();
  requireOptions(options);
  const before = previous === null || baskets === null ? null : unpackBaskets(previous).counts;
  const fresh = countPairs(baskets ?? basketPerShopper(log), options.mostItems);
  const counts = before === null ? fresh : addCounts(before, fresh);
  requirePairs(counts);
  onProgress(1);
  const { caution, minSupport, sharePower } = options;
  return {
    artefact: packBaskets({ counts, settings: { caution, minSupport, sharePower } }),
    engine: 'javascript',
    metrics: { baskets: counts.baskets, pairs: counts.partners.length },
  };
}

function requirePairs({ partners, baskets }: PairCounts): void {
  if (partners.length > 0) return;
  throw new TroveError(
    'NOTHING_TO_LEARN',
    `None of ${baskets} baskets holds two different items: nothing was bought together.`,
  );
}

/** What one shopper touched, each item once, in the order in which it was first touched. */
export function basketPerShopper({ itemCount, offsets, items }: InteractionLog): BasketLog {
  const starts = [0];
  const kept: number[] = [];
  for (let shopper = 0; shopper + 1 < offsets.length; shopper += 1) {
    const own = new Set(items.subarray(offsets[shopper], offsets[shopper + 1]));
    for (const item of own) kept.push(item);
    starts.push(kept.length);
  }
  return { itemCount, offsets: Uint32Array.from(starts), items: Uint32Array.from(kept) };
}

const LIMITS: Readonly<Record<keyof BasketsOptions, readonly [number, number]>> = {
  caution: [0, 10],
  minSupport: [1, 1_000_000],
  sharePower: [0, 1],
  mostItems: [2, 10_000],
};

function requireOptions(options: BasketsOptions): void {
  for (const name of Object.keys(LIMITS) as (keyof BasketsOptions)[]) {
    const [least, most] = LIMITS[name];
    const value = options[name];
    if (value >= least && value <= most) continue;
    throw new TroveError(
      'INVALID_INPUT',
      `${name} must be a number from ${least} to ${most}, got ${quoted(String(value))}.`,
      { name, least, most },
    );
  }
}
