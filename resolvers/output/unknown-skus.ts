import { quoted } from '../../src/shared/errors';
import type { RowProblem } from '../../src/shared/row-problem.types';

/** One problem for every place in the list that names an unknown SKU. */
export function unknownSkus(
  skus: readonly string[],
  unknown: readonly string[],
): readonly RowProblem[] {
  const missing = new Set(unknown);
  return skus.flatMap((sku, index) => (missing.has(sku) ? [unknownSku(sku, index + 1)] : []));
}

function unknownSku(sku: string, row: number): RowProblem {
  return {
    row,
    field: 'sku',
    code: 'UNKNOWN_PRODUCT',
    message: `The catalogue has no product ${quoted(sku)}; there was nothing to remove.`,
  };
}
