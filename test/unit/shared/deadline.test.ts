import { Deadline } from '../../../src/shared/deadline';
import { refusalOf } from '../../support/refusal';

describe('a deadline', () => {
  let now: number;
  let deadline: Deadline;

  beforeEach(() => {
    now = 5000;
    deadline = Deadline.after(100, () => now);
  });

  it('leaves less as time goes by, and never less than nothing', () => {
    expect(deadline.remainingMs()).toBe(100);
    now += 30.5;
    expect(deadline.remainingMs()).toBe(69.5);
    now += 1000;
    expect(deadline.remainingMs()).toBe(0);
  });

  it('shortens the patience of work that would take longer, and only of that', () => {
    expect(deadline.patienceMs(2000)).toBe(100);
    now += 30.5;
    expect(deadline.patienceMs(2000)).toBe(69);
    expect(deadline.patienceMs(50)).toBe(50);
  });

  it('can be halved, for work that somebody else may have to do instead', () => {
    now += 40;
    const first = deadline.halfway();
    expect(first.remainingMs()).toBe(30);

    now += 31;

    expect(first.remainingMs()).toBe(0);
    expect(deadline.remainingMs()).toBe(29);
  });

  it('refuses work for which nothing is left', () => {
    now += 99.5;

    expect(refusalOf(() => deadline.patienceMs(2000)).code).toBe('DEADLINE_EXCEEDED');
  });
});
