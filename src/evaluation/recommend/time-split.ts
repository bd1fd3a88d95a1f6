import type {
  InteractionLog,
  NextItemCase,
} from '../../recommendation/learning/interaction-log.types';
import { TroveError } from '../../shared/errors';
import { percentileOf } from '../statistics';
import { actsOf, caseAfter, firstActs, type NextItemSplit } from './next-item-split';

/**
 * One moment for everybody: what happened before is learnt from, and each shopper's first act after it with a new item is a test. Nothing is known that
 * nobody could have known, unlike with leave-one-out. Validation is the same with an earlier moment. Shoppers who come for the first time
 * are cases with an empty history.
 *
 * @param share of all acts that are before the test, in (0, 1); as many are between the two moments as are after the second.
 * @throws TroveError INVALID_INPUT for a log without times, or one that does not reach so far.
 * @see Ji, Sun, Zhang and Li 2023, "A Critical Study on Data Leakage in Recommender System Offline Evaluation".
 */
export function timeSplit(log: InteractionLog, share: number): NextItemSplit {
  const { times } = log;
  if (times === null)
    throw new TroveError(
      'INVALID_INPUT',
      'These acts have no times, so they cannot be split by time. Split by leave-one-out, or give ratings with times.',
    );
  const sorted = times.toSorted();
  const later = 100 * share;
  const earlier = Math.max(later - (100 - later), 1);
  const [from, to] = [earlier, later].map((percent) => percentileOf([...sorted], percent));
  if (from === undefined || to === undefined || from >= to)
    throw new TroveError('INVALID_INPUT', 'All acts happened at about the same time; there is nothing to split by.'); // prettier-ignore
  const [learnt, known] = [endsBefore(log, times, from), endsBefore(log, times, to)];
  const test = firstNewItems(log, known, (shopper) => actsOf(log, shopper));
  return {
    protocol: `time split at ${new Date(to).toISOString()}`,
    train: firstActs(log, learnt),
    validation: firstNewItems(log, learnt, (shopper) => known[shopper] ?? 0).cases,
    refit: firstActs(log, known),
    test: test.cases,
    repeated: test.repeated,
  };
}

function endsBefore(log: InteractionLog, times: Float64Array, moment: number): Uint32Array {
  return Uint32Array.from({ length: log.offsets.length - 1 }, (_, shopper) => {
    const [from, to] = [log.offsets[shopper], log.offsets[shopper + 1]];
    const own = times.subarray(from, to);
    const end = own.findIndex((time) => time >= moment);
    return end === -1 ? own.length : end;
  });
}

/** Of each shopper the first act from `known` on, and before `end`, with an item that is not among those known. */
function firstNewItems(
  log: InteractionLog,
  known: Uint32Array,
  end: (shopper: number) => number,
): { readonly cases: readonly NextItemCase[]; readonly repeated: number } {
  const cases: NextItemCase[] = [];
  let repeated = 0;
  for (const [shopper, count] of known.entries()) {
    let found: NextItemCase | null = null;
    for (let at = count; at < end(shopper) && found === null; at += 1) {
      found = caseAfter(log, shopper, { known: count, at });
      if (found === null) repeated += 1;
    }
    if (found !== null) cases.push(found);
  }
  return { cases, repeated };
}
