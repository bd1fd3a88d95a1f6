import { inTime } from '../../../src/shared/in-time';
import { Deadline, systemStopwatch } from '../../../src/shared/deadline';

describe('inTime', () => {
  const never = new Promise<string>(() => undefined);

  it('gives what the work gives, with a deadline and without', async () => {
    const deadline = Deadline.after(60_000, systemStopwatch);
    expect(await inTime(Promise.resolve('done'), deadline)).toBe('done');
    expect(await inTime(Promise.resolve('done'), undefined)).toBe('done');
    await expect(inTime(Promise.reject(new Error('no')), deadline)).rejects.toThrow('no');
  });

  it('waits no longer than the deadline', async () => {
    const waiting = inTime(never, Deadline.after(20, systemStopwatch));
    await expect(waiting).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });
});
