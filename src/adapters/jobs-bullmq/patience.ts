/** What the work gives. @throws Error when it takes longer; it then goes on, and nobody waits for it. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error('no answer in time'));
    }, milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A wait that begins when the signal is raised. */
export interface LastCall {
  /** Resolves so many milliseconds after the signal. */
  readonly late: Promise<void>;
  /** Nobody waits any more. */
  forget(): void;
}

export function lateAfter(signal: AbortSignal, milliseconds: number): LastCall {
  let timer: NodeJS.Timeout | undefined;
  let begin: () => void = () => undefined;
  const late = new Promise<void>((resolve) => {
    begin = () => {
      timer = setTimeout(resolve, milliseconds);
    };
  });
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin);
  const forget = (): void => {
    signal.removeEventListener('abort', begin);
    clearTimeout(timer);
  };
  return { late, forget };
}
