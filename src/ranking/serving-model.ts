import type { EpochMs } from '../shared/clock';
import type { ModelId } from '../shared/ids';
import type { ListScorer } from './list-scorer.port';

/** One version of a model, ready to work. */
export interface Servable {
  readonly model: ModelId;
  /** What it has done. */
  readonly activity: unknown;
  dispose(): Promise<void>;
}

/** A version of a model in memory, for as long as somebody works with it. */
export class ServingModel<Served extends Servable = ListScorer> {
  private borrowers = 0;
  private readonly gone: Promise<void>;
  private letGo: () => void = () => undefined;
  private isRetired = false;

  constructor(
    private readonly served: Served,
    private readonly since: EpochMs,
  ) {
    const free = new Promise<void>((resolve) => {
      this.letGo = resolve;
    });
    this.gone = free.then(() => this.served.dispose());
  }

  get model(): ModelId {
    return this.served.model;
  }

  /** Until the work ends the version answers, whatever is promoted meanwhile. */
  async use<T>(work: (served: Served) => Promise<T>): Promise<T> {
    this.borrowers += 1;
    try {
      return await work(this.served);
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

  report(): {
    readonly model: ModelId;
    readonly since: EpochMs;
    readonly activity: Served['activity'];
  } {
    return { model: this.model, since: this.since, activity: this.served.activity };
  }

  private goWhenFree(): void {
    if (this.isRetired && this.borrowers === 0) this.letGo();
  }
}
