import { LocalJobQueue } from '../../src/adapters/jobs-local/local-job-queue';
import { silentLogger } from '../../src/shared/logger';
import { systemTimer } from '../../src/shared/timer';
import { jobQueueContract } from './job-queue.contract';

describe('local jobs', () => {
  jobQueueContract(async () => async () => {
    return new LocalJobQueue({ after: systemTimer, logger: silentLogger, firstPauseMs: 10 });
  });
});
