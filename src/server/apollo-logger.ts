import type { Logger } from '../shared/logger';

/** Apollo logs sentences only. */
export function apolloLogger(logger: Logger) {
  return {
    debug: (sentence?: unknown) => {
      logger.debug({ from: 'apollo' }, String(sentence));
    },
    info: (sentence?: unknown) => {
      logger.info({ from: 'apollo' }, String(sentence));
    },
    warn: (sentence?: unknown) => {
      logger.warn({ from: 'apollo' }, String(sentence));
    },
    error: (sentence?: unknown) => {
      logger.error({ from: 'apollo' }, String(sentence));
    },
  };
}
