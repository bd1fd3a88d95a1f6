import type {
  InteractionLog,
  NextItemCase,
} from '../../recommendation/learning/interaction-log.types';
import { actsOf, caseAt, firstActs, type NextItemSplit } from './next-item-split';

/** Fewer acts than one to learn from, one to validate and one to test by are all learnt from. */
const FEWEST_ACTS = 3;

/**
 * Of every shopper the last act is the test, the one before is for validation, the rest is learnt from. What other shoppers did after a
 * test moment is learnt from too, as in the published tables: figures are comparable with those, and higher than in real life.
 *
 * @see Kang and McAuley 2018, "Self-Attentive Sequential Recommendation", section IV.
 */
export function leaveOneOut(log: InteractionLog): NextItemSplit {
  const shoppers = log.offsets.length - 1;
  const counts = Uint32Array.from({ length: shoppers }, (_, shopper) => actsOf(log, shopper));
  const ends = (kept: number) =>
    counts.map((count) => (count < FEWEST_ACTS ? count : count - kept));
  const cases = (kept: number): readonly (NextItemCase | null)[] =>
    [...counts.entries()]
      .filter(([, count]) => count >= FEWEST_ACTS)
      .map(([shopper, count]) => caseAt(log, shopper, count - kept));
  const [validation, test] = [cases(2), cases(1)];
  return {
    protocol: 'leave one out',
    train: firstActs(log, ends(2)),
    validation: validation.filter((one) => one !== null),
    refit: firstActs(log, ends(1)),
    test: test.filter((one) => one !== null),
    repeated: test.filter((one) => one === null).length,
  };
}
