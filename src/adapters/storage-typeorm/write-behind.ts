import { TroveError } from '../../shared/errors';
import type { Logger } from '../../shared/logger';
import type { After } from '../../shared/timer';

/** How a `WriteBehind` writes, and how much it holds. */
export interface WriteBehindOptions<T> {
  readonly write: (items: readonly T[]) => Promise<void>;
  /** Items are written together: as soon as there are this many, */
  readonly batchSize: number;
  /** or this many milliseconds after the first of them. */
  readonly delayMs: number;
  /** Pause after a failed write, in milliseconds. */
  readonly retryMs: number;
  /** Items that may wait while the database refuses them; what comes beyond is dropped. */
  readonly capacity: number;
  readonly after: After;
  readonly logger: Logger;
}

/** Takes items without making anybody wait, and writes them soon, many at once. */
export class WriteBehind<T> {
  private waiting: T[] = [];
  private beingWritten: readonly T[] = [];
  private writing: Promise<void> | null = null;
  private cancelTimer: (() => void) | null = null;
  private retrying = false;
  private droppedUnreported = 0;

  constructor(private readonly options: WriteBehindOptions<T>) {}

  add(item: T): void {
    if (this.waiting.length >= this.options.capacity) {
      this.droppedUnreported += 1;
      return;
    }
    this.waiting.push(item);
    // Whoever writes now goes on until nothing waits.
    if (this.writing !== null) return;
    const isFull = this.waiting.length >= this.options.batchSize;
    if (isFull && !this.retrying) void this.writeInBackground();
    else this.wakeIn(this.retrying ? this.options.retryMs : this.options.delayMs);
  }

  /** What was added and is not known to be written. */
  unwritten(): readonly T[] {
    return [...this.beingWritten, ...this.waiting];
  }

  /** Writes everything added so far. Throws when the database refuses it; it then waits for the next attempt. */
  async flush(): Promise<void> {
    this.stopTimer();
    try {
      while (this.writing !== null || this.waiting.length > 0) {
        this.writing ??= this.writeBatch().finally(() => {
          this.writing = null;
        });
        await this.writing;
      }
      this.retrying = false;
    } catch (error) {
      this.retrying = true;
      this.wakeIn(this.options.retryMs);
      throw error;
    }
  }

  /** Writes what it can, and reports the rest as dropped. Nothing may be added any more. */
  async close(): Promise<void> {
    await this.writeInBackground();
    this.stopTimer();
    this.droppedUnreported += this.waiting.length;
    this.waiting = [];
    this.reportDropped();
  }

  private async writeInBackground(): Promise<void> {
    try {
      await this.flush();
    } catch (error) {
      this.options.logger.warn(
        { error: String(error), waiting: this.waiting.length },
        'Notes could not be written; they wait for the next attempt.',
      );
    }
    this.reportDropped();
  }

  private async writeBatch(): Promise<void> {
    const batch = this.waiting.slice(0, this.options.batchSize);
    this.waiting = this.waiting.slice(batch.length);
    this.beingWritten = batch;
    try {
      await this.options.write(batch);
    } catch (error) {
      // What storage refuses now it may take later; what fails otherwise would fail for ever and hold up all others.
      if (error instanceof TroveError) this.waiting = [...batch, ...this.waiting];
      else this.droppedUnreported += batch.length;
      throw error;
    } finally {
      this.beingWritten = [];
    }
  }

  private wakeIn(delayMs: number): void {
    this.cancelTimer ??= this.options.after(delayMs, () => {
      this.cancelTimer = null;
      void this.writeInBackground();
    });
  }

  private stopTimer(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
  }

  private reportDropped(): void {
    if (this.droppedUnreported === 0) return;
    this.options.logger.error({ dropped: this.droppedUnreported }, 'Notes were dropped.');
    this.droppedUnreported = 0;
  }
}
