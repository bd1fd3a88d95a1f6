import { PriorRefresher } from '../../../../src/ranking/features/prior-refresher';
import { asEpochMs } from '../../../../src/shared/clock';
import { silentLogger } from '../../../../src/shared/logger';

/** A timer that runs when the test says so, and tells what it was set to. */
function handTimer() {
  const pauses: number[] = [];
  let waiting: (() => void) | null = null;
  return {
    pauses,
    after: (pauseMs: number, work: () => void) => {
      pauses.push(pauseMs);
      waiting = work;
      return () => {
        waiting = null;
      };
    },
    ring: async () => {
      const work = waiting;
      waiting = null;
      work?.();
      await new Promise(setImmediate);
      return work !== null;
    },
  };
}

describe('PriorRefresher', () => {
  const around = { clock: () => asEpochMs(0), logger: silentLogger };

  it('reads step by step at once, pauses after a round, and after a failure as long', async () => {
    const steps: (() => Promise<boolean>)[] = [
      () => Promise.resolve(false),
      () => Promise.resolve(true),
      () => Promise.reject(new Error('The database is away.')),
      () => Promise.resolve(true),
    ];
    const timer = handTimer();
    const board = { step: () => steps.shift()?.() ?? Promise.resolve(true) };
    new PriorRefresher({ board, after: timer.after, ...around }).start();

    for (let rings = 0; rings < 4; rings += 1) await timer.ring();

    const [begin, step, round, failure, next] = timer.pauses;
    expect(begin).toBe(0);
    expect(step).toBeLessThan(1000);
    expect(new Set([round, failure, next])).toEqual(new Set([10_000]));
  });

  it('reads nothing any more once it is closed, and waits for what it is reading', async () => {
    const timer = handTimer();
    let finish = (): void => undefined;
    let reading = false;
    const board = {
      step: () => {
        reading = true;
        return new Promise<boolean>((resolve) => {
          finish = () => {
            reading = false;
            resolve(true);
          };
        });
      },
    };
    const refresher = new PriorRefresher({ board, after: timer.after, ...around });
    refresher.start();
    await timer.ring();

    const closed = refresher.close().then(() => reading);
    finish();

    expect(await closed).toBe(false);
    expect(await timer.ring()).toBe(false);
  });
});
