/**
 * How products that match are put in order: `KEYWORD` by their words; `HYBRID` by words and vectors, fused; `NEURAL` by the model that
 * serves, over the candidates of both.
 */
export type RankingMode = 'KEYWORD' | 'HYBRID' | 'NEURAL';
