import {
  ShopperErrorCodeEnum,
  type ShopperErrorCode,
} from '../../schema/shoppers/shopper-error-code.enum';
import type { ShopperError } from '../../schema/shoppers/shopper-error.type';
import { TroveError, type ErrorCode } from '../../src/shared/errors';
import type { RowProblem } from '../../src/shared/row-problem.types';

/** What the work answered, or why nothing was done. Faults of the place are thrown on: they are no business of the caller's. */
export async function orShopperErrors<T>(
  work: () => Promise<T>,
): Promise<{ readonly done: T | null; readonly userErrors: readonly ShopperError[] }> {
  try {
    return { done: await work(), userErrors: [] };
  } catch (error) {
    if (!(error instanceof TroveError) || !(error.code in ShopperErrorCodeEnum)) throw error;
    const { field } = error.details;
    const message = error.message;
    return {
      done: null,
      userErrors: [
        { code: listed(error.code), field: typeof field === 'string' ? field : null, message },
      ],
    };
  }
}

/** Rows count from 1, clients from 0. */
export function shopperErrors(
  list: 'notInterested' | 'undo',
  problems: readonly RowProblem[],
): readonly ShopperError[] {
  return problems.map(({ row, code, message }) => ({
    code: listed(code),
    field: `${list}.${row - 1}`,
    message,
  }));
}

/** A code that the contract does not list is still bad input. */
function listed(code: ErrorCode): ShopperErrorCode {
  return code in ShopperErrorCodeEnum ? (code as ShopperErrorCode) : 'INVALID_INPUT';
}
