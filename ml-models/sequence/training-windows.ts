import type { InteractionLog } from '../../src/recommendation/learning/interaction-log.types';

/** A stretch of one shopper's acts: what is looked at, and what came next each time. */
export interface TrainingWindow {
  readonly inputs: Uint32Array;
  /** By input: the act after it. */
  readonly targets: Uint32Array;
  /** By target: how much it tells. */
  readonly weights: Float32Array;
}

/**
 * Every act but a shopper's first is a target once; long histories are cut into several windows, from the latest backwards. An item that follows itself
 * teaches nothing about what comes next and counts once.
 *
 * @param length the most inputs of a window.
 */
export function trainingWindows(log: InteractionLog, length: number): TrainingWindow[] {
  const windows: TrainingWindow[] = [];
  for (let shopper = 0; shopper + 1 < log.offsets.length; shopper += 1) {
    const acts = actsOf(log, shopper);
    for (let end = acts.length - 1; end > 0; end -= length) {
      const from = Math.max(0, end - length);
      windows.push({
        inputs: Uint32Array.from(acts.slice(from, end), (act) => log.items[act] ?? 0),
        targets: Uint32Array.from(acts.slice(from + 1, end + 1), (act) => log.items[act] ?? 0),
        weights: Float32Array.from(acts.slice(from + 1, end + 1), (act) => log.weights?.[act] ?? 1),
      });
    }
  }
  return windows;
}

function actsOf(log: InteractionLog, shopper: number): number[] {
  const acts: number[] = [];
  const end = log.offsets[shopper + 1] ?? 0;
  for (let act = log.offsets[shopper] ?? 0; act < end; act += 1) {
    const before = acts.at(-1);
    if (before === undefined || log.items[before] !== log.items[act]) acts.push(act);
  }
  return acts;
}

/** The latest of a history, as the network looks at it: known items only, each stretch of the same item once. */
export function latestOf(history: Iterable<number>, length: number, items: number): number[] {
  const known: number[] = [];
  for (const item of history)
    if (item >= 0 && item < items && known.at(-1) !== item) known.push(item);
  return known.slice(-length);
}
