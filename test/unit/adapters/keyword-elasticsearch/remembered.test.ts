import { Remembered } from '../../../../src/adapters/keyword-elasticsearch/remembered';
import { RememberedCounts } from '../../../../src/adapters/keyword-elasticsearch/remembered-counts';
import { asEpochMs } from '../../../../src/shared/clock';
import { eventually } from '../../../support/eventually';

const clock = () => asEpochMs(0);
const forMs = 60_000;

/** A source whose answers come when they are let out, each with the number of its question. */
function slowSource() {
  const waiting: (() => void)[] = [];
  let questions = 0;
  return {
    ask: () => {
      questions += 1;
      const answer = questions;
      return new Promise<number>((resolve) => {
        waiting.push(() => {
          resolve(answer);
        });
      });
    },
    letOut: () => {
      waiting.splice(0).forEach((answer) => {
        answer();
      });
    },
    questions: () => questions,
  };
}

describe('Remembered', () => {
  it('fetches anew at the next question when it is outdated', async () => {
    let fetched = 0;
    const remembered = new Remembered(async () => (fetched += 1), {
      clock,
      forMs,
      whileOld: 'wait',
    });
    expect([await remembered.get(), await remembered.get()]).toEqual([1, 1]);
    remembered.outdate();
    expect([await remembered.get(), await remembered.get()]).toEqual([2, 2]);
  });

  it('may serve the outdated value until the new one is there', async () => {
    const source = slowSource();
    const remembered = new Remembered(source.ask, { clock, forMs, whileOld: 'serve' });
    const first = remembered.get();
    source.letOut();
    expect(await first).toBe(1);
    remembered.outdate();
    expect(await remembered.get()).toBe(1);
    source.letOut();
    await eventually(async () => (await remembered.get()) === 2);
  });

  it('takes for outdated what was on its way then', async () => {
    const source = slowSource();
    const remembered = new Remembered(source.ask, { clock, forMs, whileOld: 'serve' });
    const first = remembered.get();
    source.letOut();
    await first;
    remembered.outdate();
    await remembered.get();
    remembered.outdate();
    source.letOut();
    await eventually(async () => {
      const value = await remembered.get();
      source.letOut();
      return value === 3;
    });
    expect(source.questions()).toBe(3);
  });

  it('does not keep a failure that was on its way when it was outdated', async () => {
    let fails = true;
    const fetch = async () => {
      if (fails) throw new Error('not now');
      return 1;
    };
    const remembered = new Remembered(fetch, { clock, forMs, whileOld: 'serve' });
    const first = remembered.get();
    remembered.outdate();
    await expect(first).rejects.toThrow('not now');
    fails = false;
    expect(await remembered.get()).toBe(1);
  });
});

describe('RememberedCounts', () => {
  it('asks again for what it has forgotten, also when the old answer comes afterwards', async () => {
    const source = slowSource();
    const fetch = async (words: readonly string[]) => {
      const count = await source.ask();
      return new Map(words.map((word) => [word, count]));
    };
    const counts = new RememberedCounts({ clock, forMs });
    const early = counts.get(['lamp'], fetch);
    counts.forget();
    source.letOut();
    expect(await early).toEqual(new Map([['lamp', 1]]));
    const late = counts.get(['lamp'], fetch);
    source.letOut();
    expect(await late).toEqual(new Map([['lamp', 2]]));
    expect(await counts.get(['lamp'], fetch)).toEqual(new Map([['lamp', 2]]));
    expect(source.questions()).toBe(2);
  });
});
