import type {
  HitExplanation,
  FeatureContribution,
  RankingStage,
} from '../search/hit-explanation.types';
import type { RankingQuestion } from '../search/hit-ranker.port';
import { featureMatrix, type FeatureMatrix } from './feature-matrix';
import type { Feature } from './features/feature.types';
import type { ListScorer } from './list-scorer.port';
import type { PlacedCandidate } from './order-candidates';

/** What scored the candidates, when a model did. */
export interface ScoredBy {
  readonly scorer: Pick<ListScorer, 'explain' | 'model'>;
  readonly matrix: FeatureMatrix;
  readonly features: readonly Feature[];
}

/** @param position of the candidate in the new order, from 1. */
export function explainCandidate(
  question: Pick<RankingQuestion, 'neighbours'>,
  candidate: PlacedCandidate,
  position: number,
  scoredBy: ScoredBy | null,
): HitExplanation {
  const stages = stagesOf(question, candidate);
  if (scoredBy === null) return { stages, model: null, baseline: null, contributions: [] };
  const contributions = contributionsOf(candidate, scoredBy);
  const sum = contributions.reduce((total, { contribution }) => total + contribution, 0);
  return {
    stages: [...stages, { stage: 'RERANKER', position, score: candidate.score }],
    model: scoredBy.scorer.model,
    baseline: candidate.score - sum,
    contributions,
  };
}

function stagesOf(
  { neighbours }: Pick<RankingQuestion, 'neighbours'>,
  { row, hit }: PlacedCandidate,
): readonly RankingStage[] {
  const byWords: RankingStage =
    hit.by === 'ALSO'
      ? { stage: 'KEYWORD', position: null, score: null }
      : { stage: 'KEYWORD', position: row + 1, score: hit.score };
  if (neighbours.length === 0) return [byWords];
  const place = neighbours.findIndex(({ sku }) => sku === hit.sku);
  const near = neighbours[place];
  return [
    byWords,
    {
      stage: 'VECTORS',
      position: near === undefined ? null : place + 1,
      score: near?.score ?? null,
    },
  ];
}

/** Largest first; they add up to the difference between the candidate and the typical one of its list. */
function contributionsOf(
  { row }: PlacedCandidate,
  { scorer, matrix, features }: ScoredBy,
): readonly FeatureContribution[] {
  const { columns } = matrix;
  const own = matrix.values.slice(row * columns, (row + 1) * columns);
  const pair = featureMatrix(columns, Float32Array.of(...own, ...typicalRow(matrix)));
  return scorer
    .explain(pair)
    .map(({ contribution }, column) => contributionOf(features[column], own[column], contribution))
    .filter(({ contribution }) => contribution !== 0)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}

function contributionOf(
  feature: Feature | undefined,
  known: number | undefined,
  contribution: number,
): FeatureContribution {
  const value = known !== undefined && Number.isFinite(known) ? known : null;
  return {
    feature: feature?.name ?? '',
    value,
    contribution,
    words: feature?.inWords(value) ?? '',
  };
}

/** The mean of each column over the rows that know it; NaN where none does. */
export function typicalRow({ rows, columns, values }: FeatureMatrix): Float32Array {
  return Float32Array.from({ length: columns }, (_, column) => {
    let sum = 0;
    let known = 0;
    for (let row = 0; row < rows; row += 1) {
      const value = values[row * columns + column] ?? NaN;
      if (!Number.isFinite(value)) continue;
      sum += value;
      known += 1;
    }
    return sum / known;
  });
}
