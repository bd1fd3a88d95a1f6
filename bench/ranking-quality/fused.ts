import { fuseByRank, fuseByScore, type ScoredSku } from '../../src/search/semantic/fuse';
import { meanOf } from '../../src/evaluation/statistics';
import { SHARES } from '../tuned-share';
import { heldOut, type Partition } from './partitions';
import { qualityOf } from './reranked';
import type { QualityList } from './quality-world';

/** A query, what its words find, and what is near it. */
export interface TwoLists {
  readonly list: QualityList;
  readonly nearest: readonly ScoredSku[];
}

export const byVectors = ({ list, nearest }: TwoLists): number => judged(list, nearest);

/** Ranks are all that counts: tiers and codes come before scores. */
export function byRank({ list, nearest }: TwoLists): number {
  const served = list.question.candidates.map(({ sku }, place) => ({ sku, score: -place }));
  return judged(list, fuseByRank([served, nearest]));
}

/** By query: convex combination, its share chosen on the queries of the other folds. */
export function byTunedScore(
  pairs: readonly TwoLists[],
  foldOf: Partition,
): Promise<readonly number[]> {
  const scores = SHARES.map((share) =>
    pairs.map(({ list, nearest }) =>
      judged(list, fuseByScore(list.question.candidates, nearest, share)),
    ),
  );
  return heldOut(foldOf, async (counts) => {
    const means = scores.map((byQuery) => meanOf(byQuery.filter((_, query) => counts(query))));
    const best = scores[means.indexOf(Math.max(...means))];
    return (query) => best?.[query] ?? 0;
  });
}

function judged({ query }: QualityList, ranked: readonly ScoredSku[]): number {
  return qualityOf(
    query,
    ranked.map(({ sku }) => sku),
  );
}
