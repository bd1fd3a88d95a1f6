import { asEncoderId, type EncoderId } from '../../../src/search/semantic/text-encoder.port';
import type { VectorSet } from '../../../src/search/semantic/vector-store.port';
import { EmbeddingTurns } from '../../../src/server/embedding-turns';
import { asEpochMs, type EpochMs } from '../../../src/shared/clock';
import { asSku } from '../../../src/shared/ids';

const [learnt, sentence] = [asEncoderId('learnt'), asEncoderId('sentence')];
const context = { signal: new AbortController().signal, progress: () => undefined };

const serving = (slot: VectorSet['slot'], encoder: EncoderId): VectorSet => ({
  slot,
  encoder,
  dimensions: 2,
  state: 'SERVING',
  revision: 1,
});

/** A shop as far as turns look at it. */
function shop() {
  const facts = {
    sets: [] as VectorSet[],
    stale: false,
    products: 100,
    newest: asEpochMs(1) as EpochMs | null,
    installed: null as EncoderId | null,
    now: 0,
    fails: false,
  };
  let embedded = 0;
  let looks = 0;
  let told = 0;
  const turns = new EmbeddingTurns({
    vectors: {
      sets: async () => {
        looks += 1;
        return facts.sets;
      },
      stale: async () => (facts.stale ? [asSku('a')] : []),
      newest: async () => facts.newest,
    },
    products: { count: async () => facts.products },
    sentence: async () => facts.installed,
    embed: async () => {
      embedded += 1;
      if (facts.fails) throw new Error('out of order');
      const nowServing = facts.sets.length === 0 ? [learnt] : [];
      facts.sets = [serving('catalogue', learnt)];
      if (facts.installed) facts.sets.push(serving('sentence', facts.installed));
      facts.stale = false;
      return { encoded: 1, nowServing };
    },
    onServing: () => (told += 1),
    clock: () => asEpochMs(facts.now),
  });
  const counts = () => ({ embedded, looks, told });
  return { facts, turn: () => turns.turn(context), counts };
}

describe('the turns of embed-products', () => {
  it('work when no encoder serves, tell that one does, and look no further while nothing changes', async () => {
    const { turn, counts } = shop();
    for (let n = 0; n < 3; n += 1) await turn();
    expect(counts()).toEqual({ embedded: 1, looks: 1, told: 1 });
  });

  it('leave a shop of a few dozen products alone', async () => {
    const { facts, turn, counts } = shop();
    facts.products = 49;
    await turn();
    expect(counts().embedded).toBe(0);
  });

  it('work again when a product changed, but only if its vector is old', async () => {
    const { facts, turn, counts } = shop();
    await turn();
    facts.newest = asEpochMs(2);
    await turn();
    expect(counts().embedded).toBe(1);

    facts.newest = asEpochMs(3);
    facts.stale = true;
    await turn();
    expect(counts()).toMatchObject({ embedded: 2, told: 1 });
  });

  it('work when a sentence encoder was installed', async () => {
    const { facts, turn, counts } = shop();
    await turn();
    facts.installed = sentence;
    await turn();
    await turn();
    expect(counts().embedded).toBe(2);
  });

  it('look properly now and then: a product may land late and be older than others', async () => {
    const { facts, turn, counts } = shop();
    await turn();
    facts.stale = true;
    await turn();
    expect(counts().embedded).toBe(1);
    facts.now = 600_000;
    await turn();
    expect(counts().embedded).toBe(2);
  });

  it('go on with an encoder that a run that died was about to change over to', async () => {
    const { facts, turn, counts } = shop();
    facts.sets = [
      serving('catalogue', learnt),
      { ...serving('catalogue', sentence), state: 'BUILDING' },
    ];
    await turn();
    expect(counts().embedded).toBe(1);
  });

  it('try again after a failure', async () => {
    const { facts, turn, counts } = shop();
    facts.fails = true;
    await expect(turn()).rejects.toThrow('out of order');
    facts.fails = false;
    await turn();
    expect(counts().embedded).toBe(2);
  });
});
