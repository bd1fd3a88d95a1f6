import { WriteBehind } from '../../../../src/adapters/storage-typeorm/write-behind';
import { TroveError } from '../../../../src/shared/errors';
import type { Logger } from '../../../../src/shared/logger';
import type { After } from '../../../../src/shared/timer';

/** A timer whose time passes when the test says so. */
class ManualTimer {
  private readonly due: { at: number; work: () => void }[] = [];
  private now = 0;

  readonly after: After = (delayMs, work) => {
    const entry = { at: this.now + delayMs, work };
    this.due.push(entry);
    return () => {
      const index = this.due.indexOf(entry);
      if (index >= 0) this.due.splice(index, 1);
    };
  };

  async pass(milliseconds: number): Promise<void> {
    this.now += milliseconds;
    for (const entry of this.due.filter(({ at }) => at <= this.now)) {
      this.due.splice(this.due.indexOf(entry), 1);
      entry.work();
    }
    await settled();
  }
}

/** Lets everything that only waits for promises go on to its end. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('WriteBehind', () => {
  let timer: ManualTimer;
  let written: number[][];
  let failure: Error | null;
  let said: string[];
  let notes: WriteBehind<number>;

  beforeEach(() => {
    timer = new ManualTimer();
    written = [];
    failure = null;
    said = [];
    const say = (facts: unknown, sentence: string) =>
      void said.push(sentence + JSON.stringify(facts));
    const logger: Logger = { debug: say, info: say, warn: say, error: say };
    notes = new WriteBehind<number>({
      write: async (items) => {
        await settled();
        if (failure) throw failure;
        written.push([...items]);
      },
      batchSize: 3,
      delayMs: 100,
      retryMs: 1000,
      capacity: 5,
      after: timer.after,
      logger,
    });
  });

  const busy = (): TroveError => new TroveError('STORAGE_BUSY', 'busy');

  it('writes together what comes within the delay', async () => {
    notes.add(1);
    await timer.pass(60);
    notes.add(2);
    expect(written).toEqual([]);

    await timer.pass(40);
    await settled();

    expect(written).toEqual([[1, 2]]);
  });

  it('writes at once when a batch is full', async () => {
    for (const item of [1, 2, 3]) notes.add(item);
    await settled();
    await settled();

    expect(written).toEqual([[1, 2, 3]]);
  });

  it('writes what comes while it writes, in order, without a second write at the same time', async () => {
    for (const item of [1, 2, 3, 4]) notes.add(item);
    const flushed = notes.flush();
    notes.add(5);
    await flushed;

    expect(written).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it('keeps what the database refuses and tries again after a pause', async () => {
    failure = busy();
    notes.add(1);
    await timer.pass(100);
    await settled();
    failure = null;
    notes.add(2);
    await timer.pass(900);
    expect(written).toEqual([]);

    await timer.pass(100);
    await settled();

    expect(written).toEqual([[1, 2]]);
    expect(said).toHaveLength(1);
  });

  it('drops what does not fit any more, and says how much', async () => {
    failure = busy();
    for (const item of [1, 2, 3]) notes.add(item);
    await settled();
    await settled();
    for (const item of [4, 5, 6, 7]) notes.add(item);
    failure = null;
    await timer.pass(1000);
    await settled();
    await settled();

    expect(written).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    expect(said.at(-1)).toBe('Notes were dropped.{"dropped":2}');
  });

  it('drops a batch that fails for a reason that will not pass, and goes on', async () => {
    failure = new Error('a bug');
    notes.add(1);
    await timer.pass(100);
    await settled();
    failure = null;
    notes.add(2);
    await timer.pass(1000);
    await settled();

    expect(written).toEqual([[2]]);
    expect(said.at(-1)).toBe('Notes were dropped.{"dropped":1}');
  });

  it('tells the caller of flush that the database refused', async () => {
    failure = busy();
    notes.add(1);

    await expect(notes.flush()).rejects.toMatchObject({ code: 'STORAGE_BUSY' });

    failure = null;
    await notes.flush();
    expect(written).toEqual([[1]]);
  });

  it('writes what is pending when it closes', async () => {
    notes.add(1);
    await notes.close();

    expect(written).toEqual([[1]]);
  });

  it('closes even when the database refuses, and says what was lost', async () => {
    failure = busy();
    notes.add(1);
    notes.add(2);

    await notes.close();
    await timer.pass(10_000);

    expect(written).toEqual([]);
    expect(said.at(-1)).toBe('Notes were dropped.{"dropped":2}');
  });
});
