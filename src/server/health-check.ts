/** What works no longer when a part fails, and has nothing that stands in for it. */
export type HealthLoss =
  /** Nothing can be answered. */
  | 'everything'
  /** What needs this part; the rest goes on. */
  | 'its share'
  /** Nothing that anybody asked for: it is done later. */
  | 'later work';

/** One thing that should work. */
export interface HealthCheck {
  readonly part: 'database' | 'index' | 'queue';
  readonly loss: HealthLoss;
  /** What stands in for the part while it fails, in words for people; null when nothing does. */
  readonly spare: string | null;
  /** Resolves when the part works; rejects when it does not. */
  check(): Promise<unknown>;
}
