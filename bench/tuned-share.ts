import { meanOf } from '../src/evaluation/statistics';
import { SeededRandom } from '../src/shared/seeded-random';

export const SHARES: readonly number[] = Array.from({ length: 21 }, (_, step) => step / 20);

const FOLDS = 5;
/** Partitions into folds: with few queries, one partition says little. */
const PARTITIONS = 20;

/**
 * Cross-validation by query: the share of each fold is chosen on the queries of the others.
 *
 * @param scores by share (in the order of `SHARES`), then by query.
 * @returns by query, the mean over partitions of its score with the share chosen without it; and the mean chosen share.
 */
export function tunedInFolds(scores: readonly (readonly number[])[]): {
  readonly byQuery: readonly number[];
  readonly share: number;
} {
  const queries = scores[0]?.length ?? 0;
  const random = new SeededRandom(1);
  const partitions = Array.from({ length: PARTITIONS }, () =>
    inOnePartition(scores, folds(queries, random)),
  );
  return {
    byQuery: Array.from({ length: queries }, (_, query) =>
      meanOf(partitions.map(({ byQuery }) => byQuery[query] ?? 0)),
    ),
    share: meanOf(partitions.flatMap(({ chosen }) => chosen)),
  };
}

function inOnePartition(scores: readonly (readonly number[])[], foldOf: readonly number[]) {
  const best = Array.from({ length: FOLDS }, (_, fold) =>
    bestShare(scores, (query) => foldOf[query] !== fold),
  );
  return {
    byQuery: foldOf.map((fold, query) => scores[best[fold] ?? 0]?.[query] ?? 0),
    chosen: best.map((share) => SHARES[share] ?? 0),
  };
}

/** The first of the best. */
function bestShare(
  scores: readonly (readonly number[])[],
  counts: (query: number) => boolean,
): number {
  const means = scores.map((ofShare) => meanOf(ofShare.filter((_, query) => counts(query))));
  return means.indexOf(Math.max(...means));
}

/** Queries dealt out to folds in a random order. */
function folds(queries: number, random: SeededRandom): readonly number[] {
  const order = Array.from({ length: queries }, (_, query) => ({ query, key: random.next() }));
  const foldOf = new Array<number>(queries).fill(0);
  order
    .sort((a, b) => a.key - b.key)
    .forEach(({ query }, place) => {
      foldOf[query] = place % FOLDS;
    });
  return foldOf;
}
