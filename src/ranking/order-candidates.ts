import type { KeywordHit } from '../search/keyword-engine.port';
import { fuseByScore, type ScoredSku } from '../search/semantic/fuse';
import type { RankingQuestion } from '../search/hit-ranker.port';

/** A candidate in its new place. */
export interface PlacedCandidate {
  /** Its place among the candidates, from 0: its row in the matrix. */
  readonly row: number;
  readonly hit: KeywordHit;
  readonly score: number;
}

type Question = Pick<RankingQuestion, 'candidates' | 'neighbours' | 'query'>;

/** As keyword search had them. */
export function inKeywordOrder({ candidates }: Question): readonly PlacedCandidate[] {
  return candidates.map((hit, row) => ({ row, hit, score: hit.score }));
}

/**
 * By the scores of a model, equal scores in keyword order. Two things are not the model's to decide: what cannot be had stays behind
 * when the request wants it there, and whoever types a code, and nothing else, sees the product of that code first.
 */
export function inModelOrder(question: Question, scores: Float32Array): readonly PlacedCandidate[] {
  const { isOneCode } = question.query;
  const candidates = question.candidates.map((hit, row) => ({ row, hit, score: scores[row] ?? 0 }));
  const byScore = candidates.sort((a, b) => b.score - a.score || a.row - b.row);
  return inGroups(byScore, ({ by }) => isOneCode && by === 'CODE');
}

/**
 * By words and vectors: the keyword scores and the cosines of the neighbours, fused. Products found by an identifier stay first, since
 * their words may say nothing.
 *
 * @param share of the vectors, 0 to 1.
 */
export function inFusedOrder(question: Question, share: number): readonly PlacedCandidate[] {
  const { candidates, neighbours } = question;
  const rows = new Map(candidates.map(({ sku }, row) => [sku, row]));
  const isNear = new Set(neighbours.map(({ sku }) => sku));
  const byWords: readonly ScoredSku[] = candidates.filter(
    ({ by, sku }) => by !== 'ALSO' || !isNear.has(sku),
  );
  const byVectors: readonly ScoredSku[] = neighbours.filter(({ sku }) => rows.has(sku));
  const fused = fuseByScore(byWords, byVectors, share).flatMap(({ sku, score }) => {
    const row = rows.get(sku);
    const hit = candidates[row ?? -1];
    return row === undefined || hit === undefined ? [] : [{ row, hit, score }];
  });
  return inGroups(fused, ({ by }) => by === 'CODE');
}

/** The same order, but for those that come before all others and those that come after. */
function inGroups(
  candidates: readonly PlacedCandidate[],
  isFirst: (hit: KeywordHit) => boolean,
): readonly PlacedCandidate[] {
  const group = ({ hit }: PlacedCandidate): number =>
    (hit.behind === true ? 2 : 0) + (isFirst(hit) ? 0 : 1);
  return candidates.toSorted((a, b) => group(a) - group(b));
}
