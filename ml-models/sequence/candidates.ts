import type { SeededRandom } from '../../src/shared/seeded-random';
import type { TrainingBatch } from './training-batches';

/** The items that one step compares: all of them, or a sample. */
export interface Candidates {
  /** Ascending, each once; null: every item. */
  readonly items: Uint32Array | null;
  /** By candidate: minus the logarithm of how likely it was to be one; null: all were certain. */
  readonly correction: Float32Array | null;
  /** By token: the place among the candidates of what went in, and of what came next. */
  readonly inputs: Int32Array;
  readonly targets: Int32Array;
}

/** Chooses the candidates of a batch. */
export type CandidateChoice = (batch: TrainingBatch, random: SeededRandom) => Candidates;

export const allItems: CandidateChoice = ({ inputs, targets }) => ({
  items: null,
  correction: null,
  inputs: Int32Array.from(inputs),
  targets: Int32Array.from(targets),
});

/**
 * The items of the batch and some drawn evenly from all: each candidate's score is corrected by how likely it was to be there, or popular items, which are in
 * most batches, would be pushed down.
 *
 * @param shares by item: its share of all acts.
 * @param negatives how many are drawn for each batch.
 * @see Bengio and Senécal 2008, "Adaptive Importance Sampling"; Yi et al. 2019, "Sampling-Bias-Corrected Neural Modeling".
 */
export function sampledItems(shares: Float64Array, negatives: number): CandidateChoice {
  const drawn = negatives * Math.log1p(-1 / Math.max(2, shares.length));
  return (batch, random) => {
    const chosen = new Set<number>([...batch.inputs, ...batch.targets]);
    for (let at = 0; at < negatives; at += 1) chosen.add(random.below(shares.length));
    const items = Uint32Array.from(chosen).sort();
    const places = new Map(Array.from(items, (item, place) => [item, place]));
    const tokens = batch.weights.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0);
    return {
      items,
      correction: Float32Array.from(items, (item) => {
        const missed = tokens * Math.log1p(-Math.min(0.999999, shares[item] ?? 0)) + drawn;
        return -Math.log(-Math.expm1(missed));
      }),
      inputs: Int32Array.from(batch.inputs, (item) => places.get(item) ?? 0),
      targets: Int32Array.from(batch.targets, (item) => places.get(item) ?? 0),
    };
  };
}

/** By item: its share of all acts. */
export function sharesOf(items: Uint32Array, itemCount: number): Float64Array {
  const shares = new Float64Array(itemCount);
  for (const item of items) shares[item] = (shares[item] ?? 0) + 1 / items.length;
  return shares;
}
