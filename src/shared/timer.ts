/** Runs the work once after the delay, unless the returned function is called first. */
export type After = (delayMs: number, work: () => void) => () => void;

/** The machine's timer, for the edge of the program; it does not keep the process alive. */
export const systemTimer: After = (delayMs, work) => {
  const timer = setTimeout(work, delayMs);
  timer.unref();
  return () => {
    clearTimeout(timer);
  };
};
