import type { EngineName } from '../runtime/engine.types';
import type { ListCounts } from './training-lists';
import type { EpochReport } from './training-options';

/** How a ranker came about. Kept with it. */
export interface TrainingReport {
  readonly engine: EngineName;
  readonly seed: number;
  /** When the first and the last list were shown, in epoch milliseconds; null when not all lists say so. */
  readonly shownFrom: number | null;
  readonly shownTo: number | null;
  readonly lists: ListCounts & { readonly training: number; readonly validation: number };
  readonly rows: number;
  readonly listsPerStep: number;
  readonly hidden: number;
  readonly learningRate: number;
  readonly decay: number;
  readonly noise: number;
  /** What was learned of each place by itself; empty without a tower. */
  readonly tower: readonly number[];
  readonly members: readonly MemberReport[];
}

export interface MemberReport {
  /** The epoch whose weights were kept; 0 when no pass did better than the start. */
  readonly keptEpoch: number;
  readonly epochs: readonly EpochReport[];
}
