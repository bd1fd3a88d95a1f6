/** What long work in small steps needs of its surroundings. */
export interface PortionOrder {
  readonly signal: AbortSignal;
  /** @param done 0 to 1. */
  readonly onProgress: (done: number) => void;
}

const PORTION = 512;

/** Does `step` for each number below `count`, and now and then lets signals and timers come through. @throws the signal's reason */
export async function inPortions(
  count: number,
  step: (number: number) => void,
  { signal, onProgress }: PortionOrder,
): Promise<void> {
  for (let first = 0; first < count; first += PORTION) {
    signal.throwIfAborted();
    const end = Math.min(first + PORTION, count);
    for (let number = first; number < end; number += 1) step(number);
    onProgress(end / count);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
