/** Structured log: facts first, then a sentence. Facts never hold secrets or whole documents. */
export interface Logger {
  debug(facts: Readonly<Record<string, unknown>>, sentence: string): void;
  info(facts: Readonly<Record<string, unknown>>, sentence: string): void;
  warn(facts: Readonly<Record<string, unknown>>, sentence: string): void;
  error(facts: Readonly<Record<string, unknown>>, sentence: string): void;
}

const ignore = (): void => undefined;

/** Says nothing: for tests and for commands whose output is their answer. */
export const silentLogger: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
