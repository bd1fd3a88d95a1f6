import { EncoderQueue } from '../../../../ml-models/sentence-encoder/encoder-queue';
import { Deadline } from '../../../../src/shared/deadline';

/** Encodes a text as its length, one batch at a time, each when it is let go. */
function heldBack() {
  const batches: (readonly string[])[] = [];
  const gates: (() => void)[] = [];
  let underWay = 0;
  let most = 0;
  const queue = new EncoderQueue(async (texts) => {
    batches.push(texts);
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise<void>((resolve) => gates.push(resolve));
    underWay -= 1;
    if (texts.includes('fails')) throw new Error('out of order');
    return Float32Array.from(texts, ({ length }) => length);
  }, 1);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  /** Lets everything go that waits, until nothing does. */
  const finish = async () => {
    for (let idle = 0; idle < 5; idle += 1) {
      await turn();
      while (gates.length > 0) {
        gates.shift()?.();
        idle = 0;
        await turn();
      }
    }
  };
  return { queue, batches, finish, turn, most: () => most };
}

describe('the queue of an encoder', () => {
  it('encodes together what is asked for together, and gives everybody their own', async () => {
    const { queue, batches, finish } = heldBack();
    const asked = Promise.all(['a', 'bb', 'ccc'].map((text) => queue.query(text)));
    await finish();

    expect(await asked).toEqual([Float32Array.of(1), Float32Array.of(2), Float32Array.of(3)]);
    expect(batches).toEqual([['a', 'bb', 'ccc']]);
  });

  it('takes queries before products, one batch at a time', async () => {
    const { queue, batches, finish, turn, most } = heldBack();
    const products = Array.from({ length: 9 }, (_, n) => queue.product(`p${n}`));
    await turn();
    await turn();
    const query = queue.query('q');
    await finish();
    await Promise.all([...products, query]);

    expect(batches.map(({ length }) => length)).toEqual([4, 1, 4, 1]);
    expect(batches[1]).toEqual(['q']);
    expect(most()).toBe(1);
  });

  it('does not begin what comes too late, and encodes the others', async () => {
    const { queue, batches, finish } = heldBack();
    const late = queue.query(
      'late',
      Deadline.after(0, () => 0),
    );
    const punctual = queue.query(
      'on time',
      Deadline.after(1000, () => 0),
    );
    const refused = expect(late).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    await finish();

    await refused;
    expect(await punctual).toEqual(Float32Array.of(7));
    expect(batches).toEqual([['on time']]);
  });

  it('goes on after a failure', async () => {
    const { queue, finish } = heldBack();
    const failed = expect(queue.query('fails')).rejects.toThrow('out of order');
    await finish();
    await failed;
    const next = queue.query('next');
    await finish();
    expect(await next).toEqual(Float32Array.of(4));
  });
});
