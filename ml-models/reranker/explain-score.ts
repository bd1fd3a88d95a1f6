import { requireColumns, type FeatureMatrix } from '../../src/ranking/feature-matrix';
import { partsOf, type Network } from './network';
import { inputsOfMatrix } from './normalisation';
import type { Ranker } from './ranker.types';
import { activationsOf } from './score-rows';

/** What one feature added to a score. */
export interface Contribution {
  readonly feature: string;
  /** In units of the score; negative when it counted against the candidate. */
  readonly contribution: number;
}

/**
 * Why the row scores as it does, compared with the baseline: contributions in the order of the features, which add up to the
 * difference of the two scores (to the rounding of 64-bit sums).
 *
 * They are integrated gradients along the straight line between the two. For this network the integral has a closed form,
 *
 *   contribution_i = Δx_i (linear_i + sum over units u of toHidden_iu · toScore_u · Δtanh_u / Δactivation_u),
 *
 * as tanh' averaged between two activations is the slope of the chord. What a feature's indicator input contributes is the
 * feature's.
 *
 * @param pair two rows: the candidate, and the baseline that it is compared with.
 * @see Sundararajan et al. 2017, "Axiomatic Attribution for Deep Networks".
 */
export function explainScore(ranker: Ranker, pair: FeatureMatrix): readonly Contribution[] {
  requireColumns(pair, ranker.features.length);
  const inputs = inputsOfMatrix(ranker.normalisation, pair);
  const { network } = ranker;
  const slopes = slopesBetween(network, inputs);
  const contributions = ranker.features.map((feature) => ({ feature, contribution: 0 }));
  for (let input = 0; input < network.inputs; input += 1) {
    const change = (inputs[input] ?? 0) - (inputs[network.inputs + input] ?? 0);
    const target = contributions[featureOf(ranker, input)];
    if (target !== undefined) target.contribution += change * (slopes[input] ?? 0);
  }
  return contributions;
}

/** The mean candidate of the training set as a baseline row: every feature at its mean. */
export function meanRow(ranker: Ranker): Float32Array {
  return Float32Array.from(ranker.normalisation.mean);
}

function featureOf({ normalisation }: Ranker, input: number): number {
  const features = normalisation.mean.length;
  return input < features ? input : (normalisation.indicators[input - features] ?? -1);
}

/** Per input, how fast the score rises along the way from the second row to the first, on average. */
function slopesBetween(network: Network, inputs: Float32Array): Float64Array {
  const { toHidden, toScore, linear } = partsOf(network);
  const to = activationsOf(network, inputs.subarray(0, network.inputs));
  const from = activationsOf(network, inputs.subarray(network.inputs));
  const chords = to.map((end, unit) => (toScore[unit] ?? 0) * chordOfTanh(from[unit] ?? 0, end));
  return Float64Array.from(linear, (slope, input) => {
    const row = toHidden.subarray(input * network.hidden, (input + 1) * network.hidden);
    return row.reduce((sum, weight, unit) => sum + weight * (chords[unit] ?? 0), slope);
  });
}

/** Closer than this the difference quotient loses its digits, and the slope in the middle is as good. */
const NEAR = 1e-5;

function chordOfTanh(from: number, to: number): number {
  if (Math.abs(to - from) >= NEAR) return (Math.tanh(to) - Math.tanh(from)) / (to - from);
  return 1 - Math.tanh((from + to) / 2) ** 2;
}
