import { isFinitely, predictedShares } from './score-shares';

/** What a ranker predicted of a list, and what was found. */
export interface PredictedList {
  readonly scores: ArrayLike<number>;
  /** Per product, at least 0; only their proportions count. */
  readonly gains: readonly number[];
  /** How much the list counts, above 0. */
  readonly weight: number;
}

/** Few, so that each holds enough to tell prediction from chance. */
const BINS = 5;

interface Prediction {
  readonly predicted: number;
  readonly found: number;
}

/**
 * Which share of what shoppers found lay elsewhere than the scores predicted, 0 to 1: products of all lists are sorted by predicted share
 * into five classes of equal predicted mass, and predicted mass is compared with found mass class by class (half the sum of absolute
 * differences). A ranker that knows nothing and says so is perfectly calibrated; one that is too sure of itself is not.
 *
 * Lists in which nothing was found, or whose scores are no numbers, say nothing.
 *
 * @see Naeini, Cooper and Hauskrecht 2015, "Obtaining Well Calibrated Probabilities Using Bayesian Binning", for the binned error.
 */
export function calibrationError(lists: readonly PredictedList[]): number {
  const predictions = lists.flatMap(predictionsOf).sort((a, b) => a.predicted - b.predicted);
  const mass = sum(predictions.map(({ predicted }) => predicted));
  if (mass === 0) return 0;
  const surplus = new Float64Array(BINS);
  let before = 0;
  for (const { predicted, found } of predictions) {
    const bin = Math.min(BINS - 1, Math.floor(((before + predicted / 2) / mass) * BINS));
    surplus[bin] = (surplus[bin] ?? 0) + predicted - found;
    before += predicted;
  }
  return surplus.reduce((total, one) => total + Math.abs(one), 0) / (2 * mass);
}

/**
 * What chance alone does to the error of a ranker that is perfectly calibrated, when each list has one product that was found: the mean absolute
 * deviation of a class that holds a fifth is √(2/π) · √(0.2 · 0.8 / n), there are five of them, and half their sum is the error. Lists
 * that count unequally are worth fewer, n = (Σw)² / Σw².
 *
 * @see Kish 1965, "Survey Sampling", for the effective number.
 */
export function errorByChance(lists: readonly Pick<PredictedList, 'weight'>[]): number {
  const weights = lists.map(({ weight }) => weight);
  const squares = sum(weights.map((weight) => weight * weight));
  if (squares === 0) return 0;
  const effective = sum(weights) ** 2 / squares;
  const share = 1 / BINS;
  const deviation = Math.sqrt((2 / Math.PI) * ((share * (1 - share)) / effective));
  return (BINS * deviation) / 2;
}

function predictionsOf({ scores, gains, weight }: PredictedList): readonly Prediction[] {
  const found = sum(gains);
  if (found === 0 || !isFinitely(scores)) return [];
  return predictedShares(scores).map((share, at) => ({
    predicted: weight * share,
    found: (weight * (gains[at] ?? 0)) / found,
  }));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
