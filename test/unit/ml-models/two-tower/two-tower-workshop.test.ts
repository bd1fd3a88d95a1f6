import { processEngine } from '../../../../ml-models/runtime/open-engine';
import { TwoTowerWorkshop } from '../../../../ml-models/two-tower/two-tower-workshop';
import { TWO_TOWER_DEFAULTS } from '../../../../ml-models/two-tower/tower-options';
import type { Lessons } from '../../../../src/recommendation/learning/recommender-workshop.port';
import { checkerboardWorld } from '../../../support/checkerboard-world';
import { fitAndRead, fitOrder } from '../../../support/fit-recommender';

const workshop = new TwoTowerWorkshop(processEngine);
const small = { ...TWO_TOWER_DEFAULTS, width: 16, hidden: 16, epochs: 20 };
const brief = { ...small, epochs: 2 };
const world = checkerboardWorld();

/** The world with one item more, which nobody has touched and which has the features of another. */
function withNewItemLike(twin: number): Lessons {
  const { log, features } = world.lessons;
  const own = features.features.subarray(features.offsets[twin], features.offsets[twin + 1]);
  return {
    log: { ...log, itemCount: log.itemCount + 1 },
    features: {
      ...features,
      itemCount: log.itemCount + 1,
      offsets: Uint32Array.of(...features.offsets, features.features.length + own.length),
      features: Uint32Array.of(...features.features, ...own),
      vectors: null,
    },
    baskets: null,
  };
}

function lessonsOf(itemCount: number, ...histories: readonly (readonly number[])[]): Lessons {
  const offsets = [0];
  for (const own of histories) offsets.push((offsets.at(-1) ?? 0) + own.length);
  const items = Uint32Array.from(histories.flat());
  const log = { itemCount, offsets: Uint32Array.from(offsets), items, times: null, weights: null };
  return { log, features: null, baskets: null };
}

const past = (...items: readonly number[]) => ({
  past: items.map((item) => ({ item, weight: 1, ageMs: null })),
});

describe('two-tower', () => {
  const kindOf = (item: number) => world.kinds[item];
  const newItem = world.lessons.log.itemCount;
  const likeFirst = [...world.kinds.keys()].filter((item) => kindOf(item) === kindOf(0));

  it('finds an item that nobody has touched by what it has in common with those liked', async () => {
    const recommender = await fitAndRead(workshop, withNewItemLike(0), { options: small });
    const [row = new Float32Array()] = await recommender.score([past(...likeFirst.slice(0, 4))]);
    const unlike = [...world.kinds.keys()].filter((item) => kindOf(item) !== kindOf(0));
    expect(row[newItem]).toBeGreaterThan(Math.max(...unlike.map((item) => row[item] ?? 0)));
  });

  it('names an item of the past that is like the other', async () => {
    const recommender = await fitAndRead(workshop, world.lessons, { options: small });
    const [one = 0, candidate = 0] = likeFirst;
    const other = [...world.kinds.keys()].find((item) => kindOf(item) !== kindOf(0)) ?? 0;
    expect(recommender.because(past(other, one), candidate)).toBe(one);
    expect(recommender.because(past(), candidate)).toBeNull();
    expect(recommender.because(past(one), 100_000)).toBeNull();
  });

  it('passes over items that it does not know, and says nothing of nobody', async () => {
    const recommender = await fitAndRead(workshop, world.lessons, { options: brief });
    const [known, besides, nobody] = await recommender.score([
      past(3),
      past(3, 100_000),
      past(100_000),
    ]);
    expect(besides).toEqual(known);
    expect(nobody).toEqual(new Float32Array(world.lessons.log.itemCount));
  });

  it('gives the same bytes for the same lessons, options and seed', async () => {
    const fit = () => workshop.fit(world.lessons, fitOrder(brief));
    const [one, other] = [await fit(), await fit()];
    expect(Buffer.from(one.artefact).equals(Buffer.from(other.artefact))).toBe(true);
  });

  it('stops where validation gets no better, and keeps the best epoch', async () => {
    const order = fitOrder(
      { ...small, epochs: 200, patience: 2 },
      { validation: world.validation },
    );
    const { metrics } = await workshop.fit(world.lessons, order);
    expect(metrics['epochs']).toBeLessThan(200);
    expect(metrics['epochs']).toBe((metrics['keptEpoch'] ?? 0) + 2);
    expect(metrics['validationNdcg10']).toBeGreaterThan(0.5);
  });

  it('makes a model whose scores are numbers out of next to nothing', async () => {
    for (const lessons of [
      lessonsOf(1, [0, 0, 0]),
      lessonsOf(3, [0, 1, 2]),
      lessonsOf(2, [0, 1], [1, 0]),
    ]) {
      // prettier-ignore
      const recommender = await fitAndRead(workshop, lessons, { options: brief });
      const [row] = await recommender.score([past(0)]);
      expect(row?.every(Number.isFinite)).toBe(true);
    }
  });

  it('learns nothing where nothing came after anything', async () => {
    for (const lessons of [lessonsOf(4), lessonsOf(4, [0], [1], [2]), lessonsOf(4, [0, 1])])
      await expect(workshop.fit(lessons, fitOrder(brief))).rejects.toMatchObject({
        code: 'NOTHING_TO_LEARN',
      });
  });

  it.each([{ width: 0 }, { temperature: 0 }, { batch: 1 }, { idDropout: 2 }])(
    'refuses %j',
    async (wrong) => {
      await expect(
        workshop.fit(world.lessons, fitOrder({ ...brief, ...wrong })),
      ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    },
  );

  it('refuses an artefact that was changed', async () => {
    const { artefact } = await workshop.fit(world.lessons, fitOrder(brief));
    const changed = Uint8Array.from(artefact);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    await expect(workshop.read(changed)).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(workshop.fit(world.lessons, fitOrder(brief, { signal }))).rejects.toThrow(
      'enough',
    );
  });
});
