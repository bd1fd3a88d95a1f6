import type { NextItemCase } from '../../src/recommendation/learning/interaction-log.types';
import type {
  Recommender,
  RecommenderName,
  ScoringContext,
} from '../../src/recommendation/learning/recommender.port';
import { topItems } from '../../src/recommendation/learning/top-items';
import { sharesOf, shareOf } from './voice';

/** What the parts make of the candidates of many cases: the best few of each part, and what really came next. */
export interface ValidationTable {
  /** The candidates of case `c` are those from `offsets[c]` to before `offsets[c + 1]`; the first of them is what came next. */
  readonly offsets: Uint32Array;
  /** By part, in the order of `parts`: the share that it gives each candidate. */
  readonly shares: readonly Float32Array[];
  readonly parts: readonly RecommenderName[];
  readonly sharpness: readonly (number | null)[];
}

/** Candidates of one part: what stands further down does not come among the first ten of a choir either. */
const CANDIDATES = 100;

const BATCH = 64;

/** Cases by which sharpness is chosen: it is one number, and no subtle one. */
const SHARPNESS_CASES = 512;

export function contextOf({ history }: Pick<NextItemCase, 'history'>): ScoringContext {
  return { past: Array.from(history, (item) => ({ item, weight: 1, ageMs: null })) };
}

export async function validationTable(
  parts: readonly Recommender[],
  cases: readonly NextItemCase[],
  signal: AbortSignal,
): Promise<ValidationTable> {
  const sharpness: (number | null)[] = [];
  for (const part of parts)
    sharpness.push(await chooseSharpness(part, cases.slice(0, SHARPNESS_CASES)));
  const offsets = new Uint32Array(cases.length + 1);
  const shares = parts.map((): number[][] => []);
  for (let first = 0; first < cases.length; first += BATCH) {
    signal.throwIfAborted();
    const batch = cases.slice(first, first + BATCH);
    const rows = await Promise.all(parts.map((part) => part.score(batch.map(contextOf))));
    for (const [place, one] of batch.entries()) {
      const own = rows.map((ofPart) => ofPart[place] ?? new Float32Array(0));
      const candidates = candidatesOf(one, own);
      offsets[first + place + 1] = (offsets[first + place] ?? 0) + candidates.length;
      own.forEach((row, part) => {
        const scale = sharesOf(row, sharpness[part] ?? null);
        shares[part]?.push(candidates.map((item) => shareOf(scale, item)));
      });
    }
  }
  return {
    offsets,
    shares: shares.map((ofPart) => Float32Array.from(ofPart.flat())),
    parts: parts.map(({ name }) => name),
    sharpness,
  };
}

/** What came next first, then the best of every part that the shopper had not touched. */
function candidatesOf(
  { history, target }: NextItemCase,
  rows: readonly Float32Array[],
): readonly number[] {
  const touched = new Set(history);
  const candidates = new Set([target]);
  for (const row of rows)
    for (const item of topItems(row, CANDIDATES + touched.size))
      if (!touched.has(item)) candidates.add(item);
  return [...candidates];
}

/** In units of one over the spread of scores. */
const SHARPNESSES = [0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 23, 32];

/**
 * How scores become shares: for a model whose scores may be negative, the sharpness under which what came next was most likely; null for one that counts.
 *
 * @see Guo, Pleiss, Sun, Weinberger 2017, "On Calibration of Modern Neural Networks" (temperature scaling).
 */
async function chooseSharpness(
  part: Recommender,
  cases: readonly NextItemCase[],
): Promise<number | null> {
  const rows = await inBatches(part, cases);
  if (rows.every((row) => row.every((score) => score >= 0))) return null;
  const spread = meanSpread(rows);
  let best = { sharpness: 1, likelihood: -Infinity };
  for (const times of SHARPNESSES) {
    const sharpness = times / spread;
    const likelihood = rows.reduce((sum, row, at) => {
      const target = cases[at]?.target ?? 0;
      return sum + Math.log(shareOf(sharesOf(row, sharpness), target) + 1e-12);
    }, 0);
    if (likelihood > best.likelihood) best = { sharpness, likelihood };
  }
  return best.sharpness;
}

async function inBatches(
  part: Recommender,
  cases: readonly NextItemCase[],
): Promise<readonly Float32Array[]> {
  const rows: Float32Array[] = [];
  for (let first = 0; first < cases.length; first += BATCH)
    rows.push(...(await part.score(cases.slice(first, first + BATCH).map(contextOf))));
  return rows;
}

/** Standard deviation within a row, mean over the rows; above 0. */
function meanSpread(rows: readonly Float32Array[]): number {
  let sum = 0;
  for (const row of rows) {
    let [mean, square] = [0, 0];
    for (const score of row) {
      mean += score / row.length;
      square += (score * score) / row.length;
    }
    sum += Math.sqrt(Math.max(0, square - mean * mean));
  }
  return Math.max(sum / Math.max(1, rows.length), 1e-9);
}
