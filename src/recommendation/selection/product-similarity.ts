import { dot } from '../../search/semantic/vector-math';
import type { Sku } from '../../shared/ids';
import type { CatalogueBoard } from '../catalogue-board.port';
import type { Similarity } from './diversify';

/** What a department and a brand in common are worth where nothing tells products apart better. */
const SHARED_DEPARTMENT = 0.5;
const SHARED_BRAND = 0.5;

/** How alike two products are: the cosine of their vectors, not below 0; or what they have in common on the board where one has no vector. */
export function productSimilarity(
  vectors: ReadonlyMap<Sku, Float32Array>,
  board: Pick<CatalogueBoard, 'product'>,
): Similarity<{ readonly sku: Sku }> {
  return (one, other) => {
    const left = vectors.get(one.sku);
    const right = vectors.get(other.sku);
    if (left && right) return Math.min(1, Math.max(0, dot(left, right)));
    return boardSimilarity(board, one.sku, other.sku);
  };
}

function boardSimilarity(board: Pick<CatalogueBoard, 'product'>, one: Sku, other: Sku): number {
  const left = board.product(one);
  const right = board.product(other);
  if (left === null || right === null) return 0;
  const isSameBrand = left.brand !== null && left.brand === right.brand;
  const isSameDepartment = left.departments.some((name) => right.departments.includes(name));
  return (isSameDepartment ? SHARED_DEPARTMENT : 0) + (isSameBrand ? SHARED_BRAND : 0);
}
