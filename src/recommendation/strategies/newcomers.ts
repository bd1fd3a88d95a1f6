import { dot } from '../../search/semantic/vector-math';
import type { Sku } from '../../shared/ids';
import type { CatalogueBoard } from '../catalogue-board.port';
import { isLeftOut, type Candidate, type Situation } from '../situation.types';
import { profileOf } from './content-steps';
import { weightedMean, type ProductSpace, type WeighedSku } from './product-space';

/** For how long a product that hardly anybody touches is given a place, in milliseconds. */
export const NEW_FOR_MS = 14 * 24 * 3_600_000;

/** Newcomers looked at by one list. */
const MOST_COMPARED = 200;

/** Newcomers handed on: a page has few places for them. */
const MOST_PROPOSED = 20;

/** A newcomer nearer than this to what somebody does is of that kind; the cosine of two random products is about 0. */
const LEAST_COSINE = 0.2;

/**
 * What is too new for any model to propose it, the more fitting first: near what the list is about, or at least in its departments. So a new product is seen
 * within a minute, and has its chance.
 */
export async function newcomers(
  situation: Situation,
  board: CatalogueBoard,
  space: ProductSpace,
): Promise<readonly Candidate[]> {
  const { plan, seeds, now, recommender } = situation;
  if (!plan.hasNewcomers) return [];
  const fresh = board
    .newcomers(NEW_FOR_MS, now)
    .filter((sku) => !isLeftOut(situation, sku) && recommender?.knows(sku) !== true);
  if (fresh.length === 0) return [];
  const liked: readonly WeighedSku[] =
    seeds.length > 0 ? seeds.map((sku) => ({ sku, weight: 1 })) : profileOf(situation);
  const departments = situation.departments();
  const here = fresh.filter((sku) => isHere(board, sku, departments)).slice(0, MOST_COMPARED);
  const cosines = await cosinesTo(liked, here, { situation, space });
  return here
    .map((sku, age) => ({ sku, age, cosine: cosines.get(sku) ?? 0 }))
    .filter(({ sku, cosine }) => cosines.size === 0 || !cosines.has(sku) || cosine >= LEAST_COSINE)
    .sort((one, other) => other.cosine - one.cosine || one.age - other.age)
    .slice(0, MOST_PROPOSED)
    .map(({ sku, cosine }) => ({
      sku,
      score: cosine,
      strategy: 'NEW',
      reason: { kind: 'NEW_IN', department: board.product(sku)?.departments[0] ?? null },
    }));
}

/** Without a department to go by, everything is here. */
function isHere(board: CatalogueBoard, sku: Sku, departments: readonly string[]): boolean {
  if (departments.length === 0) return true;
  return board.product(sku)?.departments.some((one) => departments.includes(one)) ?? false;
}

async function cosinesTo(
  liked: readonly WeighedSku[],
  skus: readonly Sku[],
  { situation, space }: { readonly situation: Situation; readonly space: ProductSpace },
): Promise<ReadonlyMap<Sku, number>> {
  if (liked.length === 0) return new Map();
  const all = [...liked.map(({ sku }) => sku), ...skus];
  const vectors = await space.vectorsOf(all, situation);
  const middle = weightedMean(liked, vectors);
  if (middle === null) return new Map();
  const known = skus.flatMap((sku) => {
    const vector = vectors.get(sku);
    return vector ? [[sku, dot(middle, vector)] as const] : [];
  });
  return new Map(known);
}
