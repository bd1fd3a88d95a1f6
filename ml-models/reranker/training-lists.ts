import { quoted, TroveError } from '../../src/shared/errors';
import { requireColumns, type FeatureMatrix } from '../../src/ranking/feature-matrix';

/** One ranked list that somebody reacted to, or that was judged. */
export interface TrainingList {
  readonly matrix: FeatureMatrix;
  /** Per row, how good it turned out to be, at least 0: `gainOfGrade` for judgments, the weight of the event for clicks. */
  readonly gains: readonly number[];
  /**
   * Per row, how much its gain counts, at least 0: 1 / the chance that the shopper looked at it, against position bias. Cut at
   * `maxWeight`. Absent: all count the same.
   */
  readonly weights?: readonly number[];
  /** Per row, the place where it was shown, from 0. Needed by the position tower. */
  readonly positions?: readonly number[];
  /** When it was shown, in epoch milliseconds. With this on every list, the latest lists are held out for validation. */
  readonly shownAt?: number;
}

/** Judged grades count exponentially, as in nDCG. */
export function gainOfGrade(grade: number): number {
  return 2 ** grade - 1;
}

/** What became of the lists that were offered. */
export interface ListCounts {
  readonly offered: number;
  readonly kept: number;
  /** Left out: nothing in them was good. */
  readonly withoutPositive: number;
  /** Left out: everything in them was equally good, or there was one row only. */
  readonly withoutContrast: number;
  /** Weights above the largest allowed, which were cut. */
  readonly weightsCut: number;
}

/** A list that teaches something. */
export interface KeptList {
  readonly matrix: FeatureMatrix;
  readonly gains: Float32Array;
  /**
   * Per row, gain × weight / sum of all gains. Without weights these sum to 1; with them to the mean weight of what was good, so
   * that a click far down counts for more than one at the top.
   */
  readonly targets: Float32Array;
  readonly positions: readonly number[] | null;
  readonly shownAt: number | null;
}

/** One gigabyte of features: some 250,000 lists of 24 rows and 40 features. */
const MOST_VALUES = 250_000_000;

/** The lists of a training set. Lists that teach nothing are counted and not kept; the others are kept as they come, uncopied. */
export class TrainingLists {
  readonly kept: KeptList[] = [];
  private values = 0;
  private offered = 0;
  private withoutPositive = 0;
  private withoutContrast = 0;
  private weightsCut = 0;

  /**
   * @param columns features per row.
   * @param maxWeight the largest weight that one row's gain may have, at least 1.
   */
  constructor(
    readonly columns: number,
    private readonly maxWeight: number,
  ) {}

  get counts(): ListCounts {
    const { offered, withoutPositive, withoutContrast, weightsCut } = this;
    return { offered, kept: this.kept.length, withoutPositive, withoutContrast, weightsCut };
  }

  /** @throws TroveError INVALID_INPUT for numbers that are none, TOO_MANY_ITEMS for more than memory should hold. */
  add(list: TrainingList): void {
    requireColumns(list.matrix, this.columns);
    requirePerRow('gain', list.gains, list.matrix.rows);
    if (list.weights !== undefined) requirePerRow('weight', list.weights, list.matrix.rows);
    if (list.positions !== undefined) requirePerRow('position', list.positions, list.matrix.rows);
    this.offered += 1;
    const { gains } = list;
    if (!gains.some((gain) => gain > 0)) {
      this.withoutPositive += 1;
    } else if (gains.every((gain) => gain === gains[0])) {
      this.withoutContrast += 1;
    } else {
      this.keep(list);
    }
  }

  private keep(list: TrainingList): void {
    this.values += list.matrix.values.length;
    if (this.values > MOST_VALUES) throw tooManyValues();
    const sum = list.gains.reduce((total, gain) => total + gain, 0);
    const targets = list.gains.map((gain, row) => (gain * this.weightOf(list, row)) / sum);
    this.kept.push({
      matrix: list.matrix,
      gains: Float32Array.from(list.gains),
      targets: Float32Array.from(targets),
      positions: list.positions ?? null,
      shownAt: list.shownAt ?? null,
    });
  }

  private weightOf(list: TrainingList, row: number): number {
    const weight = list.weights?.[row] ?? 1;
    if (weight <= this.maxWeight) return weight;
    this.weightsCut += 1;
    return this.maxWeight;
  }
}

function requirePerRow(what: string, values: readonly number[], rows: number): void {
  if (values.length !== rows) {
    throw new TroveError(
      'INVALID_INPUT',
      `A list of ${rows} rows came with ${values.length} ${what}s; every row needs one.`,
      { rows, got: values.length },
    );
  }
  const wrong = values.find((value) => !Number.isFinite(value) || value < 0);
  if (wrong === undefined) return;
  throw new TroveError(
    'INVALID_INPUT',
    `A ${what} must be a finite number, at least 0, got ${quoted(String(wrong))}.`,
  );
}

function tooManyValues(): TroveError {
  return new TroveError(
    'TOO_MANY_ITEMS',
    `More than ${MOST_VALUES} feature values at once. Train on a shorter range of days, or on fewer lists.`,
    { limit: MOST_VALUES },
  );
}
