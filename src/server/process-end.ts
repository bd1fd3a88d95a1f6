import type { NewId } from '../shared/ids';
import type { Logger } from '../shared/logger';
import { stackOf } from './format-error';

/** What ending a process needs. */
export interface Ending {
  readonly logger: Logger;
  readonly newId: NewId;
  /** Finishes what was begun and closes everything. */
  readonly close: () => Promise<void>;
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** What a shell says of a process that a signal ended. */
const EXIT_CODE = { SIGTERM: 143, SIGINT: 130 } as const;

/**
 * While a process starts, nothing needs an orderly end: a signal ends it at once. That is what happens without listeners too,
 * except to process 1 of a container, which then never hears signals at all.
 *
 * @returns takes the listeners back
 */
export function endAtOnce(): () => void {
  const end = (signal: (typeof SIGNALS)[number]): never => process.exit(EXIT_CODE[signal]);
  for (const signal of SIGNALS) process.on(signal, end);
  return () => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
}

/**
 * Ends the process in good order: on SIGTERM and SIGINT with exit code 0, after a failure that nobody caught with 1. A second
 * signal ends it at once.
 */
export function endInGoodOrder({ logger, newId, close }: Ending): void {
  let ending = false;

  const end = (exitCode: number): void => {
    if (ending) process.exit(1);
    ending = true;
    close().then(
      () => process.exit(exitCode),
      (failure: unknown) => {
        logger.error({ id: newId(), failure: stackOf(failure) }, 'Closing failed');
        process.exit(1);
      },
    );
  };

  const onSignal = (signal: NodeJS.Signals): void => {
    logger.info({ signal }, 'Stopping: finishing what was begun. A second signal ends it at once');
    end(0);
  };

  const onFailure = (failure: unknown): void => {
    logger.error({ id: newId(), failure: stackOf(failure) }, 'Stopping: a failure nobody caught');
    if (!ending) end(1);
  };

  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.on('uncaughtException', onFailure).on('unhandledRejection', onFailure);
}
