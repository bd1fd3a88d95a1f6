import type { SeededRandom } from '../shared/seeded-random';

/** One of the items, each as likely as its weight says. Weights are at least 0, and some item weighs more. */
export function pickWeighted<T>(
  items: readonly T[],
  weightOf: (item: T, index: number) => number,
  random: SeededRandom,
): T {
  const weights = items.map(weightOf);
  let point = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => (point -= weight) < 0);
  // Rounding may leave a crumb after the last item.
  const item = items[index === -1 ? items.length - 1 : index];
  if (item === undefined) throw new RangeError('pickWeighted needs at least one item');
  return item;
}
