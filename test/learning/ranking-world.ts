import { featureMatrix } from '../../src/ranking/feature-matrix';
import type { Ranker } from '../../ml-models/reranker/ranker.types';
import { scoreRows } from '../../ml-models/reranker/score-rows';
import type { TrainingList } from '../../ml-models/reranker/training-lists';
import { ndcgAt } from '../../src/evaluation/ndcg';
import { meanOf } from '../../src/evaluation/statistics';
import { SeededRandom } from '../../src/shared/seeded-random';

/** What a shopper of this world wants, as a number per row: its features in, the truth out. */
export type Truth = (row: Float32Array) => number;

/** A list with what is true of it. */
export interface TrueList {
  readonly list: TrainingList;
  /** Per row, the grade 0–3 that the truth gives: the best row 3, the next two 2, the next three 1. */
  readonly grades: readonly number[];
  /** Per row, the truth. */
  readonly worth: readonly number[];
}

const GRADES = [3, 2, 2, 1, 1, 1];

export interface WorldSettings {
  readonly seed: number;
  readonly lists: number;
  readonly rows: number;
  readonly columns: number;
  readonly truth: Truth;
}

/** Lists of normally distributed features, judged by the truth without error. */
export function judgedLists({ seed, lists, rows, columns, truth }: WorldSettings): TrueList[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: lists }, () => {
    const values = Float32Array.from({ length: rows * columns }, () => random.normal(0, 1));
    const worth = Array.from({ length: rows }, (_, row) =>
      truth(values.subarray(row * columns, (row + 1) * columns)),
    );
    const grades = gradesOf(worth);
    const gains = grades.map((grade) => 2 ** grade - 1);
    return { list: { matrix: featureMatrix(columns, values), gains }, grades, worth };
  });
}

function gradesOf(worth: readonly number[]): number[] {
  const best = [...worth.keys()].toSorted((a, b) => (worth[b] ?? 0) - (worth[a] ?? 0));
  const grades = worth.map(() => 0);
  best.slice(0, GRADES.length).forEach((row, rank) => {
    grades[row] = GRADES[rank] ?? 0;
  });
  return grades;
}

/**
 * The same lists as a shopper leaves them who was shown them in the order of the first feature, looks at place k (from 1) with
 * the chance 1 / k^`eta`, and clicks on what they look at when it is among the best three, or by mistake one time in ten.
 */
export function clickedLists(
  lists: readonly TrueList[],
  eta: number,
  seed: number,
): TrainingList[] {
  const random = new SeededRandom(seed);
  return lists.map(({ list: { matrix }, grades }) => {
    const shown = [...grades.keys()].toSorted(
      (a, b) =>
        firstFeature(matrix.values, b, matrix.columns) -
        firstFeature(matrix.values, a, matrix.columns),
    );
    const positions = grades.map((_, row) => shown.indexOf(row));
    const chances = positions.map((place) => (place + 1) ** -eta);
    const gains = grades.map((grade, row) => {
      const looked = random.next() < (chances[row] ?? 0);
      return looked && random.next() < (grade >= 2 ? 0.9 : 0.1) ? 1 : 0;
    });
    return { matrix, gains, weights: chances.map((chance) => 1 / chance), positions };
  });
}

function firstFeature(values: Float32Array, row: number, columns: number): number {
  return values[row * columns] ?? 0;
}

/** Mean nDCG@10 of the ranker's order. */
export function qualityOf(ranker: Ranker, lists: readonly TrueList[]): number {
  return orderQuality(lists, ({ list }) => scoreRows(ranker, list.matrix));
}

/** Mean nDCG@10 of the order by the scores given. */
export function orderQuality(
  lists: readonly TrueList[],
  scoresOf: (list: TrueList) => ArrayLike<number>,
): number {
  return meanOf(
    lists.map((each) => {
      const scores = scoresOf(each);
      const order = [...each.grades.keys()].toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
      return ndcgAt(
        10,
        order.map((row) => each.grades[row] ?? 0),
        each.grades,
      );
    }),
  );
}
