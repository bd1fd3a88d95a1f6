import type { Clock } from '../../shared/clock';

export interface RememberedOptions {
  readonly clock: Clock;
  /** How long a value serves, in milliseconds. */
  readonly forMs: number;
  /** What a question gets while an old value is fetched anew: the old one at once, or the new one later. */
  readonly whileOld: 'serve' | 'wait';
}

/** A value that is fetched at the first question, and again when it is asked for after some time. */
export class Remembered<T> {
  private fetched: { readonly value: Promise<T>; readonly at: number } | null = null;
  private refreshing = false;
  private timesOutdated = 0;

  constructor(
    private readonly fetch: () => Promise<T>,
    private readonly options: RememberedOptions,
  ) {}

  get(): Promise<T> {
    const { clock, forMs, whileOld } = this.options;
    if (!this.fetched) return this.fetchNow();
    if (clock() - this.fetched.at < forMs) return this.fetched.value;
    if (whileOld === 'wait') return this.fetchNow();
    const old = this.fetched.value;
    if (!this.refreshing) void this.refresh();
    return old;
  }

  /** What was fetched so far counts as old, and so does what is on its way. */
  outdate(): void {
    this.timesOutdated += 1;
    if (this.fetched) this.fetched = { ...this.fetched, at: -Infinity };
  }

  private fetchNow(): Promise<T> {
    const fetched = { value: this.fetch(), at: this.options.clock() };
    this.fetched = fetched;
    fetched.value.catch(() => {
      // The next question tries again.
      if (this.fetched?.value === fetched.value) this.fetched = null;
    });
    return fetched.value;
  }

  /** Nobody waits for this: when it fails, the old value serves on, and a later question tries again. */
  private async refresh(): Promise<void> {
    this.refreshing = true;
    const at = this.options.clock();
    const { timesOutdated } = this;
    try {
      const value = Promise.resolve(await this.fetch());
      this.fetched = { value, at: timesOutdated === this.timesOutdated ? at : -Infinity };
    } catch {
      // Searches meet the same failure, and tell of it.
    } finally {
      this.refreshing = false;
    }
  }
}
