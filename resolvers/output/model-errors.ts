import type { ModelError } from '../../schema/models/model-error.type';
import { ModelErrorCodeEnum, type ModelErrorCode } from '../../schema/models/model-error-code.enum';
import { TroveError, type ErrorCode } from '../../src/shared/errors';

/** What the work answered, or why nothing was done. Faults of the place are thrown on: they are no business of the caller's. */
export async function orModelErrors<T>(
  work: () => Promise<T>,
): Promise<{ readonly done: T | null; readonly userErrors: readonly ModelError[] }> {
  try {
    return { done: await work(), userErrors: [] };
  } catch (error) {
    if (!(error instanceof TroveError) || !isListed(error.code)) throw error;
    const { code, message } = error;
    return { done: null, userErrors: [{ code, field: fieldOf(code), message }] };
  }
}

function isListed(code: ErrorCode): code is ModelErrorCode {
  return code in ModelErrorCodeEnum;
}

/** Which field of the input the code is about; null when it is about the state of things. */
function fieldOf(code: ModelErrorCode): string | null {
  switch (code) {
    case 'INVALID_INPUT':
    case 'TEXT_TOO_LONG':
      return 'reason';
    case 'NO_EARLIER_MODEL':
      return null;
    case 'UNKNOWN_MODEL':
    case 'MODEL_REFUSED':
    case 'MODEL_CORRUPT':
    case 'MODEL_INCOMPATIBLE':
      return 'id';
  }
}
