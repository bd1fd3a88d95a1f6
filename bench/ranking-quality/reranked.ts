import type { Engine } from '../../ml-models/runtime/engine.types';
import { scoreRows } from '../../ml-models/reranker/score-rows';
import { trainRanker } from '../../ml-models/reranker/train-ranker';
import { gainOfGrade, type TrainingList } from '../../ml-models/reranker/training-lists';
import type { JudgedQuery } from '../../src/evaluation/judgments';
import { ndcgAt } from '../../src/evaluation/ndcg';
import { FEATURE_NAMES, KEYWORD_PRIOR } from '../../src/ranking/features/features';
import { heldOut, type Partition } from './partitions';
import type { QualityList } from './quality-world';

/** Quality is judged by so many. */
const FIRST = 10;

/** nDCG@10 of products in this order. */
export function qualityOf({ grades }: JudgedQuery, skus: readonly string[]): number {
  const shown = skus.slice(0, FIRST).map((sku) => grades.get(sku) ?? 0);
  return ndcgAt(FIRST, shown, [...grades.values()]);
}

/** By query: how good the order of a ranker is that was trained, as products train it, on the queries of the other folds. */
export function reranked(
  engine: Engine,
  lists: readonly QualityList[],
  { foldOf, seed }: { readonly foldOf: Partition; readonly seed: number },
): Promise<readonly number[]> {
  return heldOut(foldOf, async (counts, fold) => {
    const training = lists.filter((_, query) => counts(query)).map(asTrainingList);
    const { ranker } = await trainRanker(engine, training, {
      features: FEATURE_NAMES,
      prior: KEYWORD_PRIOR,
      seed: 100 * seed + fold,
    });
    return (query) => {
      const list = lists[query];
      return list ? qualityOf(list.query, inOrderOf(scoreRows(ranker, list.matrix), list)) : 0;
    };
  });
}

function asTrainingList({ query, question, matrix }: QualityList): TrainingList {
  const gains = question.candidates.map(({ sku }) => gainOfGrade(query.grades.get(sku) ?? 0));
  return { matrix, gains };
}

/** Equal scores in keyword order, as they are served. */
function inOrderOf(scores: Float32Array, { question }: QualityList): readonly string[] {
  return question.candidates
    .map(({ sku }, row) => ({ sku, row, score: scores[row] ?? 0 }))
    .sort((a, b) => b.score - a.score || a.row - b.row)
    .map(({ sku }) => sku);
}
