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

  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  process.on('uncaughtException', onFailure).on('unhandledRejection', onFailure);
}
