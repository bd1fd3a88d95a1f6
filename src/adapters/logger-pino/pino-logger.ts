import { destination, pino, type LevelWithSilent } from 'pino';
import type { Logger } from '../../shared/logger';

/** Writes one line of JSON per entry to standard error, so that standard output stays for answers. */
export function pinoLogger(level: LevelWithSilent): Logger {
  const log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (name) => ({ level: name }) },
    },
    destination(2),
  );
  return {
    debug: (facts, sentence) => {
      log.debug(facts, sentence);
    },
    info: (facts, sentence) => {
      log.info(facts, sentence);
    },
    warn: (facts, sentence) => {
      log.warn(facts, sentence);
    },
    error: (facts, sentence) => {
      log.error(facts, sentence);
    },
  };
}
