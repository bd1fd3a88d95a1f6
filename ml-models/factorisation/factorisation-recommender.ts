import type {
  PastItem,
  Recommender,
  ScoringContext,
} from '../../src/recommendation/learning/recommender.port';
import { rowDots, type DenseRows, type RowDots } from '../runtime/dense-dots';
import type { Engine } from '../runtime/engine.types';
import { setBase } from './alternate';
import type { ItemFactors } from './item-factors';
import { RowSolver, type WeighedRows } from './row-solver';

/** What is known of a shopper: each item once. */
interface Known extends WeighedRows {
  readonly rows: readonly number[];
  readonly confidence: readonly number[];
}

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

  /** The vectors of the items, as far as they reach. */
  private readonly dots: RowDots;

  /** @param engine that scores; null: plain loops. */
  constructor(
    private readonly model: ItemFactors,
    engine: Engine | null,
  ) {
    this.itemCount = model.reach.length;
    this.solver = new RowSolver(model.items.rows, STEPS);
    this.base = new Float64Array(model.items.rows.width);
    this.dots = rowDots(reaching(model), engine);
  }

  async score(contexts: readonly ScoringContext[]): Promise<readonly Float32Array[]> {
    const known = contexts.map(({ past }) => this.knownOf(past));
    const asked = known.filter(({ rows }) => rows.length > 0);
    const dots = this.dots.dotsWith(asked.map((one) => this.vectorOf(one)));
    const rows = dots.values();
    return known.map(
      (one) => (one.rows.length > 0 ? rows.next().value : undefined) ?? this.nothing(),
    );
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
    this.dots.dispose();
  }

  /** The latest of the past, each item once, later acts counting more. */
  private knownOf(past: readonly PastItem[]): Known {
    const { recency, history } = this.model.foldIn;
    const known = past.filter(({ item }) => item < this.itemCount).slice(-history);
    const confidence = new Map<number, number>();
    for (const [place, { item, weight }] of known.entries()) {
      const counts = weight * recency ** (known.length - 1 - place);
      confidence.set(item, (confidence.get(item) ?? 0) + counts);
    }
    return { rows: [...confidence.keys()], confidence: [...confidence.values()] };
  }

  private vectorOf(known: Known): Float64Array {
    this.setBaseFor(known);
    return this.solver.solve(this.base, known).slice();
  }

  private nothing(): Float32Array {
    return new Float32Array(this.itemCount);
  }

  private setBaseFor({ confidence }: Known): void {
    const { items, foldIn } = this.model;
    const mass = confidence.reduce((sum, value) => sum + value, 0);
    setBase(this.base, items.spectrum, { mass, others: this.itemCount }, foldIn);
  }
}

function reaching({ items, reach }: ItemFactors): DenseRows {
  const { width, values } = items.rows;
  const scaled = values.map((value, at) => value * (reach[Math.floor(at / width)] as number));
  return { width, values: scaled };
}

function dot(a: Float64Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += (a[k] as number) * (b[k] as number);
  return sum;
}
