import { dot } from '../../search/semantic/vector-math';
import type { BoardProduct } from '../catalogue-board.port';

/** What a department and a brand in common are worth where nothing tells products apart better. */
const SHARED_DEPARTMENT = 0.5;
const SHARED_BRAND = 0.5;

/** What two products are compared by. */
export interface Looks {
  /** Of length 1; null when it has none. */
  readonly vector: Float32Array | null;
  /** Null when the board does not have it. */
  readonly product: Pick<BoardProduct, 'brand' | 'departments'> | null;
}

/** How alike two products are: the cosine of their vectors, not below 0; or what they have in common on the board where one has no vector. */
export function productSimilarity(one: Looks, other: Looks): number {
  if (one.vector && other.vector) return Math.min(1, Math.max(0, dot(one.vector, other.vector)));
  if (one.product === null || other.product === null) return 0;
  const { brand, departments } = one.product;
  const isSameBrand = brand !== null && brand === other.product.brand;
  const isSameDepartment = departments.some((name) => other.product?.departments.includes(name));
  return (isSameDepartment ? SHARED_DEPARTMENT : 0) + (isSameBrand ? SHARED_BRAND : 0);
}
