import type { UserError } from '../../schema/shared/user-error.type';
import { UserErrorCodeEnum, type UserErrorCode } from '../../schema/shared/user-error-code.enum';
import type { ErrorCode } from '../../src/shared/errors';
import type { RowProblem } from '../../src/shared/row-problem.types';

/** Rows count from 1, clients from 0. */
export function userErrors(problems: readonly RowProblem[]): readonly UserError[] {
  return problems
    .map(({ row, field, code, message }) => ({
      code: userErrorCode(code),
      field,
      message,
      index: row - 1,
    }))
    .sort((left, right) => left.index - right.index);
}

/** A code that the contract does not list is still bad input. */
function userErrorCode(code: ErrorCode): UserErrorCode {
  return code in UserErrorCodeEnum ? (code as UserErrorCode) : 'INVALID_INPUT';
}
