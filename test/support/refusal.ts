import { TroveError } from '../../src/shared/errors';

/** The TroveError that the work throws; fails when it throws none. */
export function refusalOf(work: () => unknown): TroveError {
  try {
    work();
  } catch (error) {
    if (error instanceof TroveError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}
