import { SeededRandom } from '../../src/shared/seeded-random';

export const FOLDS = 5;

/** By query, the fold in which it is held out. */
export type Partition = readonly number[];

/** Ways to deal queries out to folds, each by a seed of its own: with few queries, one says little. */
export function partitionsOf(queries: number, seeds: readonly number[]): readonly Partition[] {
  return seeds.map((seed) => partition(queries, new SeededRandom(seed)));
}

function partition(queries: number, random: SeededRandom): Partition {
  const order = Array.from({ length: queries }, (_, query) => ({ query, key: random.next() }));
  const foldOf = new Array<number>(queries).fill(0);
  order
    .sort((a, b) => a.key - b.key)
    .forEach(({ query }, place) => {
      foldOf[query] = place % FOLDS;
    });
  return foldOf;
}

/**
 * Cross-validation: what is fitted on the other folds is judged on the one held out.
 *
 * @param fit on the queries that count. @returns by query, how well it does.
 * @returns by query.
 */
export async function heldOut(
  foldOf: Partition,
  fit: (counts: (query: number) => boolean, fold: number) => Promise<(query: number) => number>,
): Promise<readonly number[]> {
  const judged = new Array<number>(foldOf.length).fill(0);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const judge = await fit((query) => foldOf[query] !== fold, fold);
    foldOf.forEach((own, query) => {
      if (own === fold) judged[query] = judge(query);
    });
  }
  return judged;
}
