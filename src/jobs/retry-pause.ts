/** How runs that failed are repeated. */
export interface RetryPauses {
  /** Before the first repetition, in milliseconds; doubled each time. */
  readonly firstPauseMs: number;
  /** How often the job is due anyway, in milliseconds; null when it has no schedule. */
  readonly everyMs: number | null;
}

/** The pause after so many failures in a row, in milliseconds. No longer than a turn: the schedule would not wait longer either. */
export function retryPauseMs(failures: number, { firstPauseMs, everyMs }: RetryPauses): number {
  return Math.min(firstPauseMs * 2 ** (failures - 1), everyMs ?? Infinity);
}
