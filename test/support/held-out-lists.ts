import type { GateQuestion, HeldOutList, RankedList } from '../../src/training/gate/held-out.types';
import { asSku } from '../../src/shared/ids';
import { SeededRandom } from '../../src/shared/seeded-random';

/** How a constructed ranker sees the products of a list. */
export type Eye = (
  list: { readonly relevance: readonly number[] },
  random: SeededRandom,
) => number[];

/** Knows what is good but for noise: the smaller, the better it ranks. */
export const seeing =
  (noise: number): Eye =>
  ({ relevance }, random) =>
    relevance.map((value) => 3 * value + random.normal(0, noise));

export interface World {
  readonly lists: number;
  readonly products: number;
  readonly challenger: Eye;
  readonly champion: Eye;
  readonly seed: number;
}

/**
 * Lists whose one good product is known by construction, so that the truth about two rankers is known too: the quality of a list is one over
 * the logarithm of the place of the good product, which is its nDCG.
 */
export function heldOutLists(world: World): readonly HeldOutList[] {
  const random = new SeededRandom(world.seed);
  return Array.from({ length: world.lists }, (_, number) => {
    const good = random.below(world.products);
    const relevance = Array.from({ length: world.products }, (_, at) => (at === good ? 1 : 0));
    const rankedBy = (eye: Eye): RankedList => {
      const scores = eye({ relevance }, random);
      return { scores, quality: qualityOf(scores, good) };
    };
    return {
      skus: relevance.map((_, at) => asSku(`sku-${(number * 7 + at) % 60}`)),
      gains: relevance,
      weight: 1,
      visitor: `visitor-${number % 40}`,
      challenger: rankedBy(world.challenger),
      champion: rankedBy(world.champion),
    };
  });
}

function qualityOf(scores: readonly number[], good: number): number {
  const better = scores.filter((score) => score > (scores[good] ?? 0)).length;
  return better < 10 ? 1 / Math.log2(better + 2) : 0;
}

/** A question about nothing but these lists. */
export function asQuestion(
  lists: readonly HeldOutList[],
  facts: Partial<GateQuestion> = {},
): GateQuestion {
  return { champion: null, lists, trainingScores: null, passMs: null, judgments: null, ...facts };
}
