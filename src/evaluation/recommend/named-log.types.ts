import type { InteractionLog } from '../../recommendation/learning/interaction-log.types';

/** A log whose items and shoppers have names: the number of an item is its place among the names. */
export interface NamedLog {
  readonly log: InteractionLog;
  /** Ascending by code point, so that a number tells nothing about what became of the item. */
  readonly items: readonly string[];
  /** In the order of the log. */
  readonly shoppers: readonly string[];
}
