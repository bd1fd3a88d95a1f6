import type { JudgedQuery } from '../evaluation/judgments';
import { hashText } from '../shared/hash-text';
import { TroveError } from '../shared/errors';
import { SeededRandom } from '../shared/seeded-random';

/** Which queries are kept from those who learn. */
export interface QuerySplit {
  /** Another seed, another partition. */
  readonly seed: number;
  /** Parts of the partition; at least 2. */
  readonly folds: number;
  /** The part that is kept, from 1. */
  readonly fold: number;
}

export interface SplitQueries {
  /** Shoppers ask these. */
  readonly train: readonly JudgedQuery[];
  /** Nobody asks these but who measures. */
  readonly test: readonly JudgedQuery[];
}

/**
 * Parts queries by chance, the same for the same seed whatever their order in the file. The parts differ by one query at most, and
 * each query is in the test part of exactly one fold.
 *
 * @throws TroveError INVALID_INPUT when there is no such fold, or fewer queries than folds.
 */
export function splitQueries(
  queries: readonly JudgedQuery[],
  { seed, folds, fold }: QuerySplit,
): SplitQueries {
  refuseNonsense(queries.length, folds, fold);
  const ordered = queries
    .map((query) => ({ query, key: new SeededRandom(hashText(`${seed}/${query.text}`)).next() }))
    .sort((a, b) => a.key - b.key || (a.query.text < b.query.text ? -1 : 1));
  const isTest = (index: number) => index % folds === fold - 1;
  return {
    train: ordered.filter((_, index) => !isTest(index)).map(({ query }) => query),
    test: ordered.filter((_, index) => isTest(index)).map(({ query }) => query),
  };
}

function refuseNonsense(queries: number, folds: number, fold: number): void {
  if (fold > folds)
    throw new TroveError(
      'INVALID_INPUT',
      `There is no fold ${fold} of ${folds}. Choose 1 to ${folds}.`,
    );
  if (queries < folds)
    throw new TroveError(
      'INVALID_INPUT',
      `${queries} judged queries cannot be parted into ${folds} folds. Give fewer folds or more queries.`,
    );
}
