/**
 * How made-up shoppers click: the position-based model. A hit is clicked when it is examined, which its place decides, and when it
 * attracts, which its grade decides; the two know nothing of each other.
 *
 * @see Craswell, Zoeter, Taylor and Ramsey 2008, "An Experimental Comparison of Click Position-Bias Models"; the attraction by grade is that of
 * Ai, Bi, Luo, Guo and Croft 2018, "Unbiased Learning to Rank with Unbiased Propensity Estimation".
 */
export interface ClickModel {
  /** How fast attention falls: place p is examined with the chance p^−eta. 0 looks at everything. At least 0. */
  readonly eta: number;
  /** Chance that a hit without any merit attracts all the same, 0 to 1. */
  readonly noise: number;
  /** The grade that always attracts; at least 1. */
  readonly bestGrade: number;
  /** Chance that what was clicked and attracts once more goes into the cart, 0 to 1. */
  readonly cart: number;
  /** Chance that what is in the cart is bought, 0 to 1. */
  readonly purchase: number;
}

export const DEFAULT_CLICK_MODEL: ClickModel = {
  eta: 1,
  noise: 0.1,
  bestGrade: 3,
  cart: 0.3,
  purchase: 0.4,
};

/** Chance that a place is looked at. @param position from 1 @returns in (0, 1]; 1 for the first place. */
export function examinationAt(position: number, { eta }: Pick<ClickModel, 'eta'>): number {
  return position ** -eta;
}

/**
 * Chance that a hit attracts whoever looks at it: noise + (1 − noise) · (2^grade − 1) / (2^bestGrade − 1).
 *
 * @param grade 0 for a product that nobody judged.
 */
export function attractionOf(
  grade: number,
  { noise, bestGrade }: Pick<ClickModel, 'noise' | 'bestGrade'>,
): number {
  const merit = (2 ** Math.min(grade, bestGrade) - 1) / (2 ** bestGrade - 1);
  return noise + (1 - noise) * merit;
}

/** Chance that a hit is clicked. */
export function clickChance(position: number, grade: number, model: ClickModel): number {
  return examinationAt(position, model) * attractionOf(grade, model);
}
