import type { Stopwatch } from '../shared/deadline';

/** So often somebody is told of what happens again and again. */
const EVERY_MS = 60_000;

/** Lets the first of many equal reports through, and after each minute the next, which says how many there were. */
export class Rarely {
  private lastAt = -Infinity;
  private untold = 0;

  constructor(private readonly stopwatch: Stopwatch) {}

  /** @param tell is given how many times it happened since it was last told. */
  note(tell: (times: number) => void): void {
    this.untold += 1;
    const now = this.stopwatch();
    if (now - this.lastAt < EVERY_MS) return;
    this.lastAt = now;
    tell(this.untold);
    this.untold = 0;
  }
}
