import { actsOf, firstActs } from '../../evaluation/recommend/next-item-split';
import type { InteractionLog } from '../../recommendation/learning/interaction-log.types';
import { asEpochMs, type EpochMs } from '../../shared/clock';
import type { SeededRandom } from '../../shared/seeded-random';
import type { ShopHistory } from './shop-history';

/** What somebody did next, after the moment of the split. */
export interface HeldOutCase {
  readonly shopper: number;
  /** What the shopper had done before the split: the first acts of that shopper in the whole log. */
  readonly known: number;
  /** The act that followed, with an item that is not among those. */
  readonly at: number;
}

export interface LatestHeldOut {
  /** What may be learnt from: everything before the moment. */
  readonly log: InteractionLog;
  /** By act of that log: how far it went. */
  readonly reach: Uint8Array;
  readonly split: EpochMs;
  readonly cases: readonly HeldOutCase[];
}

/** Share of the acts that are held out to judge by, the latest: recommendations live on what is recent, so not more than needed. */
const HELD_OUT_SHARE = 0.1;
const MOST_HELD_OUT = 20_000;

/** More tell the judge nothing new. */
const MOST_CASES = 2000;

/**
 * Holds out the latest acts, and only such as came after everything that the champion has learnt from.
 *
 * @param championLearntTo null when none serves.
 */
export function holdOutLatest(
  { log, reach }: Pick<ShopHistory, 'log' | 'reach'>,
  championLearntTo: EpochMs | null,
  random: SeededRandom,
): LatestHeldOut {
  const split = splitMoment(log, championLearntTo);
  const known = Uint32Array.from({ length: log.offsets.length - 1 }, (_, shopper) =>
    actsBefore(log, shopper, split),
  );
  const cases: HeldOutCase[] = [];
  for (const [shopper, count] of known.entries()) {
    const at = firstNewItem(log, shopper, count);
    if (count > 0 && at !== null) cases.push({ shopper, known: count, at });
  }
  return {
    log: firstActs(log, known),
    reach: firstOf(log, reach, known),
    split,
    cases: someOf(cases, random),
  };
}

function splitMoment({ times }: InteractionLog, championLearntTo: EpochMs | null): EpochMs {
  const sorted = (times ?? new Float64Array(0)).toSorted();
  const held = Math.min(MOST_HELD_OUT, Math.ceil(sorted.length * HELD_OUT_SHARE));
  const latest = sorted.at(-1) ?? 0;
  const first = sorted[sorted.length - held] ?? latest;
  return asEpochMs(Math.max(first, (championLearntTo ?? -1) + 1));
}

function actsBefore(log: InteractionLog, shopper: number, moment: EpochMs): number {
  const own = log.times?.subarray(log.offsets[shopper], log.offsets[shopper + 1]);
  const end = own?.findIndex((time) => time >= moment) ?? -1;
  return end === -1 ? actsOf(log, shopper) : end;
}

/** Where, among the acts of a shopper, the first new item comes after the known ones; null when none does. */
function firstNewItem(log: InteractionLog, shopper: number, known: number): number | null {
  const from = log.offsets[shopper] ?? 0;
  const before = new Set(log.items.subarray(from, from + known));
  for (let at = known; at < actsOf(log, shopper); at += 1)
    if (!before.has(log.items[from + at] ?? 0)) return at;
  return null;
}

function firstOf(log: InteractionLog, reach: Uint8Array, ends: Uint32Array): Uint8Array {
  const total = ends.reduce((sum, end) => sum + end, 0);
  const first = new Uint8Array(total);
  let to = 0;
  for (const [shopper, end] of ends.entries()) {
    const from = log.offsets[shopper] ?? 0;
    first.set(reach.subarray(from, from + end), to);
    to += end;
  }
  return first;
}

function someOf(cases: readonly HeldOutCase[], random: SeededRandom): readonly HeldOutCase[] {
  let missing = Math.min(MOST_CASES, cases.length);
  return cases.filter((_, at) => {
    const isDrawn = random.next() * (cases.length - at) < missing;
    if (isDrawn) missing -= 1;
    return isDrawn;
  });
}
