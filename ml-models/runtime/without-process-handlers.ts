/** The process-level events that the glue code of WebAssembly modules listens to. */
const EVENTS = ['uncaughtException', 'unhandledRejection'] as const;

/** What the glue's handlers look like: they throw what they are given, which would end the process without a word in the log. */
const GLUE = /^function\s*\((ex|reason)\)\s*\{[^]*throw \1;?[^]*\}$/;

/**
 * Loads a WebAssembly module and takes back the process-level handlers that its glue code installs: what happens to a failure
 * nobody caught is the process's own business.
 */
export async function withoutProcessHandlers<T>(load: () => Promise<T>): Promise<T> {
  const before = EVENTS.map((event) => new Set(process.listeners(event as 'exit')));
  try {
    return await load();
  } finally {
    EVENTS.forEach((event, index) => {
      for (const listener of process.listeners(event as 'exit')) {
        const isNew = before[index]?.has(listener) === false;
        if (isNew && GLUE.test(String(listener))) process.removeListener(event, listener);
      }
    });
  }
}
