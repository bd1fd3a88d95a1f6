import { blankNetwork, partsOf } from './network';
import { inputsOf } from './normalisation';
import type { Ranker } from './ranker.types';

/** The ranker that a training begins from: the same inputs, and nothing but the prior. */
export function priorRanker(
  { features, normalisation }: Pick<Ranker, 'features' | 'normalisation'>,
  prior: Readonly<Record<string, number>>,
): Ranker {
  const network = blankNetwork(inputsOf(normalisation), 1);
  const { linear } = partsOf(network);
  features.forEach((name, column) => {
    linear[column] = prior[name] ?? 0;
  });
  return { features, normalisation, network };
}
