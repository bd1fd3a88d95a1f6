import { TroveError } from './errors';

/** Milliseconds of a clock that never goes back; for durations only. */
export type Stopwatch = () => number;

/** The machine's, for the edge of the program. */
export const systemStopwatch: Stopwatch = () => performance.now();

/** The moment by which a request must be answered. Whoever waits for something takes no more than what is left. */
export class Deadline {
  private constructor(
    private readonly endsAt: number,
    private readonly stopwatch: Stopwatch,
  ) {}

  static after(milliseconds: number, stopwatch: Stopwatch): Deadline {
    return new Deadline(stopwatch() + milliseconds, stopwatch);
  }

  /** Milliseconds left; 0 when there are none. */
  remainingMs(): number {
    return Math.max(0, this.endsAt - this.stopwatch());
  }

  /** The moment when half of what is left will be gone: whoever is asked first leaves the rest to whoever is asked instead. */
  halfway(): Deadline {
    return Deadline.after(this.remainingMs() / 2, this.stopwatch);
  }

  /**
   * The shorter of what is left and what the work would be given anyway.
   *
   * @throws TroveError DEADLINE_EXCEEDED when nothing is left: work that nobody waits for is not begun.
   */
  patienceMs(usual: number): number {
    const left = Math.floor(this.remainingMs());
    if (left > 0) return Math.min(usual, left);
    throw new TroveError(
      'DEADLINE_EXCEEDED',
      'The answer would take longer than one request may. Try again, or ask for less at once.',
    );
  }
}
