import { retryPauseMs } from '../../../src/jobs/retry-pause';

describe('the pause before a job is repeated', () => {
  const pauses = (everyMs: number | null) =>
    [1, 2, 3, 4, 5].map((failures) => retryPauseMs(failures, { firstPauseMs: 1000, everyMs }));

  it('doubles with every failure', () => {
    expect(pauses(null)).toEqual([1000, 2000, 4000, 8000, 16_000]);
  });

  it('is no longer than a turn of the schedule', () => {
    expect(pauses(3000)).toEqual([1000, 2000, 3000, 3000, 3000]);
  });
});
