import { asEpochMs, type EpochMs } from '../shared/clock';

/** Share of the pages that are held out to judge by: the latest, as what comes after training is what the ranker will meet. */
const HELD_OUT_SHARE = 0.2;

/** More than this tells the judge nothing new, and would keep the ranker from learning what is recent. */
const MOST_HELD_OUT = 5000;

/**
 * From which moment on pages are held out. The champion must not have learnt from them either, so it lies after everything that the champion
 * learnt from.
 *
 * @param taughtAt ascending, at least one.
 * @param championLearntTo the last moment that the champion learnt from; null when it learnt from no feedback.
 */
export function splitMoment(
  taughtAt: readonly EpochMs[],
  championLearntTo: EpochMs | null,
): EpochMs {
  const heldOut = Math.min(MOST_HELD_OUT, Math.round(taughtAt.length * HELD_OUT_SHARE));
  const latest = taughtAt.at(-1) ?? 0;
  const first = heldOut === 0 ? latest + 1 : (taughtAt[taughtAt.length - heldOut] ?? latest);
  return asEpochMs(championLearntTo === null ? first : Math.max(first, championLearntTo + 1));
}
