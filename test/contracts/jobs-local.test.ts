import { LocalJobQueue } from '../../src/adapters/jobs-local/local-job-queue';
import { silentLogger } from '../../src/shared/logger';
import { systemTimer } from '../../src/shared/timer';
import { jobQueueContract, MAX_ATTEMPTS } from './job-queue.contract';

describe('local jobs', () => {
  jobQueueContract(async () => async () => {
    return new LocalJobQueue({
      after: systemTimer,
      logger: silentLogger,
      firstPauseMs: 10,
      maxAttempts: MAX_ATTEMPTS,
      lastCallMs: 100,
    });
  });
});
