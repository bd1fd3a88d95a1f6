import { requireColumns, type FeatureMatrix } from '../../src/ranking/feature-matrix';
import { partsOf, type Network } from './network';
import { inputsOfMatrix } from './normalisation';
import type { Ranker } from './ranker.types';

/** The scores of all rows, by plain arithmetic: what every engine must agree with. */
export function scoreRows(ranker: Ranker, matrix: FeatureMatrix): Float32Array {
  requireColumns(matrix, ranker.features.length);
  const { network } = ranker;
  const inputs = inputsOfMatrix(ranker.normalisation, matrix);
  const scores = new Float32Array(matrix.rows);
  for (let row = 0; row < matrix.rows; row += 1) {
    scores[row] = scoreOf(network, inputs.subarray(row * network.inputs));
  }
  return scores;
}

function scoreOf(network: Network, inputs: Float32Array): number {
  const { toScore, linear } = partsOf(network);
  const activations = activationsOf(network, inputs);
  let score = 0;
  for (let input = 0; input < network.inputs; input += 1) {
    score += (linear[input] ?? 0) * (inputs[input] ?? 0);
  }
  for (let unit = 0; unit < network.hidden; unit += 1) {
    score += (toScore[unit] ?? 0) * Math.tanh(activations[unit] ?? 0);
  }
  return score;
}

/** What reaches each hidden unit, before its tanh. */
export function activationsOf(network: Network, inputs: Float32Array): Float64Array {
  const { toHidden, bias } = partsOf(network);
  const activations = Float64Array.from(bias);
  for (let input = 0; input < network.inputs; input += 1) {
    const value = inputs[input] ?? 0;
    const from = input * network.hidden;
    for (let unit = 0; unit < network.hidden; unit += 1) {
      activations[unit] = (activations[unit] ?? 0) + value * (toHidden[from + unit] ?? 0);
    }
  }
  return activations;
}
