import type {
  InteractionLog,
  NextItemCase,
} from '../../recommendation/learning/interaction-log.types';

/** A log in three parts, one after the other in every shopper's time. */
export interface NextItemSplit {
  /** Such as "leave one out"; for people. */
  readonly protocol: string;
  readonly train: InteractionLog;
  /** To choose and to stop by; the histories end where `train` does. */
  readonly validation: readonly NextItemCase[];
  /** What is learnt from, and what was kept for validation. */
  readonly refit: InteractionLog;
  /** To be measured by, once; the histories end where `refit` does. */
  readonly test: readonly NextItemCase[];
  /** Targets that their shopper had touched before: where the history is excluded nobody can find them, so they are no cases. */
  readonly repeated: number;
}

/** How many acts a shopper of the log has. */
export function actsOf(log: InteractionLog, shopper: number): number {
  return (log.offsets[shopper + 1] ?? 0) - (log.offsets[shopper] ?? 0);
}

/** @param ends by shopper: how many of the first acts stay. */
export function firstActs(log: InteractionLog, ends: Uint32Array): InteractionLog {
  const offsets = new Uint32Array(ends.length + 1);
  for (const [shopper, end] of ends.entries()) offsets[shopper + 1] = (offsets[shopper] ?? 0) + end;
  const acts = new Uint32Array(offsets[ends.length] ?? 0);
  for (const [shopper, end] of ends.entries()) {
    const [from, to] = [log.offsets[shopper] ?? 0, offsets[shopper] ?? 0];
    for (let at = 0; at < end; at += 1) acts[to + at] = from + at;
  }
  const { times, weights } = log;
  return {
    itemCount: log.itemCount,
    offsets,
    items: acts.map((act) => log.items[act] ?? 0),
    times: times && Float64Array.from(acts, (act) => times[act] ?? 0),
    weights: weights && Float32Array.from(acts, (act) => weights[act] ?? 1),
  };
}

/** The act `at` of a shopper, with all that went before; null for an item that was touched before. */
export function caseAt(log: InteractionLog, shopper: number, at: number): NextItemCase | null {
  return caseAfter(log, shopper, { known: at, at });
}

/** The act `at` of a shopper, with the `known` first acts as history; null for an item among those. */
export function caseAfter(
  log: InteractionLog,
  shopper: number,
  { known, at }: { readonly known: number; readonly at: number },
): NextItemCase | null {
  const from = log.offsets[shopper] ?? 0;
  const history = log.items.subarray(from, from + known);
  const target = log.items[from + at];
  return target === undefined || history.includes(target) ? null : { shopper, history, target };
}
