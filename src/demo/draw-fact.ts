import type { SeededRandom } from '../shared/seeded-random';
import type { FactRecipe } from './fact-recipe';

/** A value of a demo attribute, as JSON has it. */
export type FactValue = string | number | boolean | readonly string[];

export interface DrawnFact {
  readonly value: FactValue;
  /** What it does to the price, as a factor. */
  readonly priceFactor: number;
}

/** Draws one attribute by its recipe. */
export function drawFact(recipe: FactRecipe, random: SeededRandom): DrawnFact {
  switch (recipe.kind) {
    case 'text':
      return { value: random.pick(recipe.values), priceFactor: 1 };
    case 'boolean': {
      const value = random.next() < recipe.share;
      return { value, priceFactor: value ? 1 + recipe.lift : 1 };
    }
    case 'list':
      return { value: drawSome(recipe.values, recipe.atLeast, random), priceFactor: 1 };
    case 'number': {
      const steps = Math.round((recipe.max - recipe.min) / recipe.step);
      const drawn = random.below(steps + 1);
      // Steps such as 0.1 add up to 1.2000000000000002: cut to the digits that the recipe speaks of.
      const value = Number((recipe.min + drawn * recipe.step).toFixed(3));
      return { value, priceFactor: 1 + recipe.lift * (drawn / steps - 0.5) };
    }
  }
}

/** In the order of the recipe, so that equal sets read the same. */
function drawSome(
  values: readonly string[],
  atLeast: number,
  random: SeededRandom,
): readonly string[] {
  const wanted = atLeast + random.below(Math.max(values.length - atLeast, 1));
  const left = [...values];
  const drawn = new Set<string>();
  while (drawn.size < wanted) {
    const [value] = left.splice(random.below(left.length), 1);
    if (value !== undefined) drawn.add(value);
  }
  return values.filter((value) => drawn.has(value));
}
