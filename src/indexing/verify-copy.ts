/** What is known about an index that is about to go live. */
export interface CopyCounts {
  /** Products in the catalogue. */
  readonly catalogue: number;
  /** Products that the index shows to searches. */
  readonly visible: number;
  /** Products whose newest state is not in the index yet. */
  readonly waiting: number;
  /** Products that were given up on. */
  readonly failed: number;
}

/**
 * Whether an index holds what the catalogue holds, as far as counts can tell. While the catalogue changes they never agree to
 * the last product: each that waits or was given up on may account for a difference of one, and for no more.
 */
export function isComplete({ catalogue, visible, waiting, failed }: CopyCounts): boolean {
  return Math.abs(catalogue - visible) <= waiting + failed;
}

/** More refusals than this share of the catalogue mean that the index is at fault, not the products. */
const TOLERATED_SHARE = 0.01;

/** How many products a new index may refuse; one at least, since it must not hold up a small shop for ever. */
export function toleratedRefusals(catalogue: number): number {
  return Math.max(1, Math.floor(TOLERATED_SHARE * catalogue));
}
