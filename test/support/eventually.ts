import { setTimeout as sleep } from 'node:timers/promises';

const SOON_MS = 15_000;

/** Asks again until the answer is yes. @throws when it is not so soon. */
export async function eventually(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  const giveUpAt = performance.now() + SOON_MS;
  while (!(await isTrue())) {
    if (performance.now() > giveUpAt) throw new Error('It did not come true in time.');
    await sleep(20);
  }
}
