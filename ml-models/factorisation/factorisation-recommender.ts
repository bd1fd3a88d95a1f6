import type {
  PastItem,
  Recommender,
  ScoringContext,
} from '../../src/recommendation/learning/recommender.port';
import { setBase } from './alternate';
import type { ItemFactors } from './item-factors';
import { RowSolver, type WeighedRows } from './row-solver';

/** Far more steps than a history needs. */
const STEPS = 30;

/**
 * A shopper's vector is the ridge regression of what they did on the vectors of the items; it is worked out when it is asked for, so a new act counts at once
 * and nobody needs to have been there when the model was fitted. Scores may be negative.
 */
export class FactorisationRecommender implements Recommender {
  readonly name = 'factorisation';
  readonly itemCount: number;
  private readonly solver: RowSolver;
  private readonly base: Float64Array;

  constructor(private readonly model: ItemFactors) {
    this.itemCount = model.reach.length;
    this.solver = new RowSolver(model.items.rows, STEPS);
    this.base = new Float64Array(model.items.rows.width);
  }

  async score(contexts: readonly ScoringContext[]): Promise<readonly Float32Array[]> {
    return contexts.map(({ past }) => {
      const known = this.knownOf(past);
      if (known.rows.length === 0) return new Float32Array(this.itemCount);
      this.setBaseFor(known);
      return this.dotsWith(this.solver.solve(this.base, known));
    });
  }

  /**
   * The score of an item is a sum over the past, exactly: with A the matrix of the regression, it is Σ c_i · y_iᵀ A⁻¹ y.
   *
   * @see Hu, Koren and Volinsky 2008, "Collaborative Filtering for Implicit Feedback Datasets", section 5.
   */
  because({ past }: ScoringContext, item: number): number | null {
    const known = this.knownOf(past);
    if (known.rows.length === 0 || item < 0 || item >= this.itemCount) return null;
    this.setBaseFor(known);
    const { values, width } = this.model.items.rows;
    const towards = values.subarray(item * width, (item + 1) * width);
    const pull = this.solver.solveFor(this.base, known, towards);
    let best: number | null = null;
    let most = 0;
    for (const [place, row] of known.rows.entries()) {
      const vector = values.subarray(row * width, (row + 1) * width);
      const share = (known.confidence[place] as number) * dot(pull, vector);
      if (share <= most) continue;
      most = share;
      best = row;
    }
    return best;
  }

  dispose(): void {
    // Nothing is held outside the heap.
  }

  /** The latest of the past, each item once, later acts counting more. */
  private knownOf(past: readonly PastItem[]): WeighedRows & {
    readonly rows: readonly number[];
    readonly confidence: readonly number[];
  } {
    const { recency, history } = this.model.foldIn;
    const known = past.filter(({ item }) => item < this.itemCount).slice(-history);
    const confidence = new Map<number, number>();
    for (const [place, { item, weight }] of known.entries()) {
      const counts = weight * recency ** (known.length - 1 - place);
      confidence.set(item, (confidence.get(item) ?? 0) + counts);
    }
    return { rows: [...confidence.keys()], confidence: [...confidence.values()] };
  }

  private setBaseFor({ confidence }: { readonly confidence: readonly number[] }): void {
    const { items, foldIn } = this.model;
    const mass = confidence.reduce((sum, value) => sum + value, 0);
    setBase(this.base, items.spectrum, { mass, others: this.itemCount }, foldIn);
  }

  /** Four sums at once, as one alone would wait for itself. */
  private dotsWith(vector: Float64Array): Float32Array {
    const { values, width } = this.model.items.rows;
    const scores = this.model.reach.slice();
    const whole = width - (width % 4);
    for (let item = 0; item < scores.length; item += 1) {
      const at = item * width;
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let k = 0; k < whole; k += 4) {
        const place = at + k;
        a += (vector[k] as number) * (values[place] as number);
        b += (vector[k + 1] as number) * (values[place + 1] as number);
        c += (vector[k + 2] as number) * (values[place + 2] as number);
        d += (vector[k + 3] as number) * (values[place + 3] as number);
      }
      for (let k = whole; k < width; k += 1)
        a += (vector[k] as number) * (values[at + k] as number);
      scores[item] = (scores[item] as number) * (a + b + c + d);
    }
    return scores;
  }
}

function dot(a: Float64Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += (a[k] as number) * (b[k] as number);
  return sum;
}
