import { TroveError } from '../../src/shared/errors';
import type { SeededRandom } from '../../src/shared/seeded-random';
import type { TrainingPlan } from './training-options';
import type { KeptList, TrainingLists } from './training-lists';

export interface SplitLists {
  readonly training: readonly KeptList[];
  /** Held out to say when to stop; empty for small sets. */
  readonly validation: readonly KeptList[];
}

/** Below this, what held-out lists would say is noise, and the lists are worth more in training. */
const FEWEST_TO_SPLIT = 200;

/**
 * Holds out the latest lists when all say when they were shown: what comes after training is what the ranker will meet. Otherwise
 * holds out lists by chance.
 */
export function splitLists(
  kept: readonly KeptList[],
  share: number,
  random: SeededRandom,
): SplitLists {
  if (kept.length < FEWEST_TO_SPLIT || share === 0) return { training: kept, validation: [] };
  const ordered = kept.every(({ shownAt }) => shownAt !== null)
    ? kept.toSorted((a, b) => (a.shownAt ?? 0) - (b.shownAt ?? 0))
    : shuffled(kept, random);
  const cut = Math.round(kept.length * (1 - share));
  return { training: ordered.slice(0, cut), validation: ordered.slice(cut) };
}

/** The items in an order of chance (Fisher–Yates). */
export function shuffled<T>(items: readonly T[], random: SeededRandom): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}

/** @throws TroveError NOTHING_TO_LEARN when the lists cannot tell a good ranking from a bad one. */
export function requireLearnable(lists: TrainingLists, plan: TrainingPlan): void {
  const { kept, offered } = lists.counts;
  if (kept < Math.max(1, plan.minLists)) {
    throw new TroveError(
      'NOTHING_TO_LEARN',
      `Of ${offered} lists ${kept} hold something good beside something worse; ${plan.minLists} are needed. Wait for more feedback, or train on judgments.`,
      { ...lists.counts, needed: plan.minLists },
    );
  }
  const place = onlyGoodPlace(lists.kept);
  if (place === null) return;
  throw new TroveError(
    'NOTHING_TO_LEARN',
    `All that was good in ${kept} lists stood at place ${place + 1}: that tells of the place, not of the products. Look at how clicks are recorded, or show other orders to some shoppers.`,
    { ...lists.counts, place },
  );
}

/** The one place where everything good stood, from 0; null when there are several, or when no list tells its places. */
function onlyGoodPlace(kept: readonly KeptList[]): number | null {
  const places = new Set(kept.flatMap(goodPlaces));
  const [only] = places;
  return places.size === 1 && only !== undefined ? only : null;
}

/** One that no list has, for lists that do not tell. */
const UNKNOWN_PLACES = [-1, -2];

function goodPlaces({ gains, positions }: KeptList): readonly number[] {
  if (positions === null) return UNKNOWN_PLACES;
  return positions.filter((_, row) => (gains[row] ?? 0) > 0);
}
