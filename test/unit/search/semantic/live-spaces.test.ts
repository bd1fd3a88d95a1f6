import { LiveSpaces } from '../../../../src/search/semantic/live-spaces';
import type { KeptEncoder } from '../../../../src/search/semantic/semantic-spaces.port';
import { asEncoderId, type EncoderId } from '../../../../src/search/semantic/text-encoder.port';
import type { EncoderSlot } from '../../../../src/search/semantic/vector-store.port';
import { asEpochMs } from '../../../../src/shared/clock';
import { Deadline } from '../../../../src/shared/deadline';
import { TroveError } from '../../../../src/shared/errors';
import type { Logger } from '../../../../src/shared/logger';

const [first, second] = [asEncoderId('first'), asEncoderId('second')];

/** A world in which a test says what serves, and what cannot be loaded. */
function world() {
  const serving = new Map<EncoderSlot, EncoderId>();
  const broken = new Set<EncoderId>();
  const asked: string[] = [];
  const loaded: EncoderId[] = [];
  const warnings: string[] = [];
  let now = 0;
  const ignore = () => undefined;
  const logger: Logger = {
    debug: ignore,
    info: ignore,
    warn: (_, sentence) => warnings.push(sentence),
    error: ignore,
  };
  const encoder = (id: EncoderId): KeptEncoder => ({
    text: {
      id,
      dimensions: 1,
      encode: async (texts) => {
        asked.push(...texts);
        if (texts.includes('fails')) throw new Error('out of order');
        return texts.map(({ length }) => Float32Array.of(length));
      },
      encodeProducts: async () => [],
    },
    types: null,
    taught: null,
  });
  const spaces = new LiveSpaces({
    index: { serving: async (slot) => serving.get(slot) ?? null },
    source: {
      load: async (id) => {
        if (broken.has(id)) throw new TroveError('MODEL_CORRUPT', 'damaged');
        loaded.push(id);
        return encoder(id);
      },
    },
    clock: () => asEpochMs(now),
    logger,
  });
  const pass = (ms: number) => (now += ms);
  return { spaces, serving, broken, asked, loaded, warnings, pass };
}

describe('the spaces of a process', () => {
  it('are none until the encoder that serves is loaded', async () => {
    const { spaces, serving } = world();
    serving.set('catalogue', first);

    expect(spaces.serving('catalogue')).toBeNull();
    await spaces.lookAgain();

    expect(spaces.serving('catalogue')?.encoder).toBe(first);
    expect(spaces.serving('sentence')).toBeNull();
  });

  it('change as a whole: who took one before keeps it', async () => {
    const { spaces, serving } = world();
    serving.set('catalogue', first);
    await spaces.lookAgain();
    const before = spaces.serving('catalogue');

    serving.set('catalogue', second);
    await spaces.lookAgain();

    expect(spaces.serving('catalogue')?.encoder).toBe(second);
    expect(before?.encoder).toBe(first);
    expect(await before?.queryVector('abc')).toEqual(Float32Array.of(3));
  });

  it('are looked at again now and then, without a notice', async () => {
    const { spaces, serving, loaded, pass } = world();
    await spaces.lookAgain();
    serving.set('catalogue', first);

    expect(spaces.serving('catalogue')).toBeNull();
    expect(loaded).toEqual([]);
    pass(30_000);
    spaces.serving('catalogue');
    await spaces.lookAgain();

    expect(spaces.serving('catalogue')?.encoder).toBe(first);
    expect(loaded).toEqual([first]);
  });

  it('keep the encoder of before when the next one cannot be loaded, and say so once', async () => {
    const { spaces, serving, broken, warnings } = world();
    serving.set('catalogue', first);
    await spaces.lookAgain();

    serving.set('catalogue', second);
    broken.add(second);
    await spaces.lookAgain();
    await spaces.lookAgain();
    expect(spaces.serving('catalogue')?.encoder).toBe(first);
    expect(warnings).toHaveLength(1);

    broken.delete(second);
    await spaces.lookAgain();
    expect(spaces.serving('catalogue')?.encoder).toBe(second);
  });

  it('go when nothing serves any more', async () => {
    const { spaces, serving } = world();
    serving.set('sentence', first);
    await spaces.lookAgain();
    serving.clear();
    await spaces.lookAgain();
    expect(spaces.serving('sentence')).toBeNull();
  });

  it('see what changed while they looked', async () => {
    const { spaces, serving } = world();
    serving.set('catalogue', first);
    const looking = spaces.lookAgain();
    serving.set('catalogue', second);
    await Promise.all([looking, spaces.lookAgain(), spaces.lookAgain()]);
    expect(spaces.serving('catalogue')?.encoder).toBe(second);
  });

  it('encode a text once, also for those who ask at the same time; a failure is not remembered', async () => {
    const { spaces, serving, asked } = world();
    serving.set('catalogue', first);
    await spaces.lookAgain();
    const space = spaces.serving('catalogue');

    await Promise.all([space?.queryVector('sofa'), space?.queryVector('sofa')]);
    await space?.queryVector('sofa');
    expect(asked).toEqual(['sofa']);

    await expect(space?.queryVector('fails')).rejects.toThrow('out of order');
    await expect(space?.queryVector('fails')).rejects.toThrow('out of order');
    expect(asked).toEqual(['sofa', 'fails', 'fails']);
  });

  it('wait no longer than the deadline', async () => {
    const { spaces, serving } = world();
    serving.set('catalogue', first);
    await spaces.lookAgain();
    const late = Deadline.after(0, () => 0);
    await expect(spaces.serving('catalogue')?.queryVector('x', late)).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    });
  });
});
