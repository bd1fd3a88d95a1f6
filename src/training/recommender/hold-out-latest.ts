import { actsOf, firstActs } from '../../evaluation/recommend/next-item-split';
import type { InteractionLog } from '../../recommendation/learning/interaction-log.types';
import { asEpochMs, type EpochMs } from '../../shared/clock';
import type { SeededRandom } from '../../shared/seeded-random';
import type { ShopHistory } from './shop-history';

/** What somebody did after the moment of the split, to be foretold from all that they had done before it: lists are made from the very last act, too. */
export interface HeldOutCase {
  readonly shopper: number;
  /** Which of the acts of that shopper in the whole log, from 0: above 0, with an item that none before it has. */
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
    const at = lastNewItem(log, shopper, count);
    if (at !== null) cases.push({ shopper, at });
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

/** Where, among the acts of a shopper that are held out, the last item comes that was new to them; null when none does, or nothing is before it. */
function lastNewItem(log: InteractionLog, shopper: number, learnt: number): number | null {
  const from = log.offsets[shopper] ?? 0;
  const before = new Set(log.items.subarray(from, from + learnt));
  let last: number | null = null;
  for (let at = learnt; at < actsOf(log, shopper); at += 1) {
    const item = log.items[from + at] ?? 0;
    if (at > 0 && !before.has(item)) last = at;
    before.add(item);
  }
  return last;
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
