import type { ShopperAct } from '../../shoppers/shopper.types';
import type { EpochMs } from '../../shared/clock';
import type { Sku } from '../../shared/ids';
import type { Candidate, Step } from '../situation.types';

const DAY_MS = 24 * 3_600_000;

/** Nobody needs the same again right after buying it, in milliseconds. */
export const SHORTEST_PAUSE_MS = 3 * DAY_MS;

/** How long a product lasts of which it is not known, in milliseconds. */
export const USUAL_PAUSE_MS = 30 * DAY_MS;

/** What somebody looked at or bought, as it was. */
export const HISTORY_STEPS: Record<'VIEWED' | 'BOUGHT_BEFORE', Step> = {
  VIEWED: ({ visitor }) => Promise.resolve(viewed(visitor.acts)),
  BOUGHT_BEFORE: ({ visitor, now }) => Promise.resolve(dueAgain(visitor.acts, now)),
};

/** Each product once, the last viewed first. */
function viewed(acts: readonly ShopperAct[]): readonly Candidate[] {
  const lastSeen = new Map<Sku, EpochMs>();
  for (const { sku, kind, at } of acts) {
    if (kind !== 'VIEW' && kind !== 'CLICK') continue;
    const before = lastSeen.get(sku);
    if (before === undefined || at > before) lastSeen.set(sku, at);
  }
  return [...lastSeen]
    .sort(([, left], [, right]) => right - left)
    .map(([sku, at]) => ({
      sku,
      score: at,
      strategy: 'HISTORY',
      reason: { kind: 'YOU_VIEWED', at },
    }));
}

/**
 * What was bought before and may be needed again. The pause is the median time between two purchases of the product, or 30 days for what was bought
 * once; what was bought less than half a pause ago, or less than three days, is left out. First comes what was bought most often and is due:
 *
 *   score = purchases · min(1, time since the last / pause)
 */
export function dueAgain(acts: readonly ShopperAct[], now: EpochMs): readonly Candidate[] {
  const purchases = new Map<Sku, EpochMs[]>();
  for (const { sku, kind, at } of acts) {
    if (kind !== 'PURCHASE') continue;
    const times = purchases.get(sku);
    if (times) times.push(at);
    else purchases.set(sku, [at]);
  }
  const due = [...purchases].flatMap(([sku, times]) => dueOf(sku, times, now) ?? []);
  return due.sort((one, other) => other.score - one.score || (one.sku < other.sku ? -1 : 1));
}

function dueOf(sku: Sku, times: EpochMs[], now: EpochMs): Candidate | null {
  times.sort((one, other) => one - other);
  const last = times.at(-1);
  if (last === undefined) return null;
  const pause = Math.max(SHORTEST_PAUSE_MS, usualPause(times));
  const since = now - last;
  if (since < Math.max(SHORTEST_PAUSE_MS, pause / 2)) return null;
  return {
    sku,
    score: times.length * Math.min(1, since / pause),
    strategy: 'HISTORY',
    reason: { kind: 'YOU_BOUGHT', at: last },
  };
}

/** @param times ascending. */
function usualPause(times: readonly EpochMs[]): number {
  const pauses = times.slice(1).map((time, place) => time - (times[place] ?? time));
  pauses.sort((one, other) => one - other);
  return pauses[Math.floor(pauses.length / 2)] ?? USUAL_PAUSE_MS;
}
