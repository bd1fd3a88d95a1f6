import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logger';
import type { After } from '../../shared/timer';
import type { PriorBoard } from './prior-board';

export interface PriorRefresherParts {
  readonly board: Pick<PriorBoard, 'step'>;
  readonly after: After;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Between two steps of a round, in milliseconds: the database has others to serve. */
const STEP_PAUSE_MS = 50;

/** Between two rounds, in milliseconds: what shoppers did a moment ago moves popularity, but slowly. */
const ROUND_PAUSE_MS = 10_000;

/** Keeps a board fresh for as long as a process serves. A step that fails is logged and tried again after the pause of a round. */
export class PriorRefresher {
  private cancel: () => void = () => undefined;
  private closed = false;
  private underWay: Promise<void> = Promise.resolve();

  constructor(private readonly parts: PriorRefresherParts) {}

  start(): void {
    this.later(0);
  }

  /** Resolves when nothing is read any more. */
  async close(): Promise<void> {
    this.closed = true;
    this.cancel();
    await this.underWay;
  }

  private later(pauseMs: number): void {
    if (this.closed) return;
    this.cancel = this.parts.after(pauseMs, () => {
      this.underWay = this.step();
    });
  }

  private async step(): Promise<void> {
    const { board, clock, logger } = this.parts;
    try {
      const isRoundOver = await board.step(clock());
      this.later(isRoundOver ? ROUND_PAUSE_MS : STEP_PAUSE_MS);
    } catch (error) {
      logger.warn({ error }, 'The counters of products were not read; searches are ranked by those of before.'); // prettier-ignore
      this.later(ROUND_PAUSE_MS);
    }
  }
}
