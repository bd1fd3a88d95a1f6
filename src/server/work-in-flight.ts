import { setTimeout as sleep } from 'node:timers/promises';
import { TroveError } from '../shared/errors';

/** How often the end of the work is looked for while draining, in milliseconds. */
const POLL_MS = 10;

/** Counts the requests being worked on, so that stopping can wait for them. */
export class WorkInFlight {
  private running = 0;
  private draining = false;

  get isDraining(): boolean {
    return this.draining;
  }

  /** @throws TroveError SHUTTING_DOWN once draining has begun. */
  begin(): void {
    if (this.draining) {
      throw new TroveError('SHUTTING_DOWN', 'This server is stopping. Send the request again.');
    }
    this.running += 1;
  }

  end(): void {
    this.running -= 1;
  }

  /** Takes no more work and waits until what has begun is done, at most `timeoutMs`; returns how much was left. */
  async drain(timeoutMs: number): Promise<number> {
    this.draining = true;
    const giveUpAt = performance.now() + timeoutMs;
    while (this.running > 0 && performance.now() < giveUpAt) await sleep(POLL_MS);
    return this.running;
  }
}
