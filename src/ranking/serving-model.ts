import type { EpochMs } from '../shared/clock';
import type { ListScorer } from './list-scorer.port';
import type { LoadedModel } from './ranking-status.types';

/** A version of the ranker in memory, for as long as somebody works with it. */
export class ServingModel {
  private borrowers = 0;
  private readonly gone: Promise<void>;
  private letGo: () => void = () => undefined;
  private isRetired = false;

  constructor(
    private readonly scorer: ListScorer,
    private readonly since: EpochMs,
  ) {
    const free = new Promise<void>((resolve) => {
      this.letGo = resolve;
    });
    this.gone = free.then(() => this.scorer.dispose());
  }

  get model(): ListScorer['model'] {
    return this.scorer.model;
  }

  /** Until the work ends the scorer answers, whatever is promoted meanwhile. */
  async use<T>(work: (scorer: ListScorer) => Promise<T>): Promise<T> {
    this.borrowers += 1;
    try {
      return await work(this.scorer);
    } finally {
      this.borrowers -= 1;
      this.goWhenFree();
    }
  }

  /** Nobody is to begin with it any more. Resolves when all who had begun are done and its memory is free. */
  retire(): Promise<void> {
    this.isRetired = true;
    this.goWhenFree();
    return this.gone;
  }

  report(): LoadedModel {
    return { model: this.model, since: this.since, activity: this.scorer.activity };
  }

  private goWhenFree(): void {
    if (this.isRetired && this.borrowers === 0) this.letGo();
  }
}
