import { FactorisationWorkshop } from '../../../../ml-models/factorisation/factorisation-workshop';
import { processEngine } from '../../../../ml-models/runtime/open-engine';
import type { Lessons } from '../../../../src/recommendation/learning/recommender-workshop.port';
import type { Recommender } from '../../../../src/recommendation/learning/recommender.port';
import { checkerboardWorld } from '../../../support/checkerboard-world';
import { fitAndRead, fitOrder } from '../../../support/fit-recommender';

const factorisationWorkshop = new FactorisationWorkshop(null);
const { defaults } = factorisationWorkshop;
const small = { ...defaults, factors: 16 };

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

const bestOf = (row: Float32Array | undefined, among: readonly number[]) =>
  [...among].sort((a, b) => (row?.[b] ?? 0) - (row?.[a] ?? 0))[0];

describe('factorisation', () => {
  it('scores on an engine as without one', async () => {
    const { artefact } = await factorisationWorkshop.fit(world.lessons, fitOrder(small));
    const withEngine = await new FactorisationWorkshop(processEngine).read(artefact);
    const contexts = [past(1, 2), past(), past(7), past(100_000), past(3, 9, 20)];
    const plain = await (await factorisationWorkshop.read(artefact)).score(contexts);
    const engine = await withEngine.score(contexts);
    withEngine.dispose();
    for (const [at, row] of plain.entries())
      for (const [item, score] of row.entries())
        expect(Math.abs(score - (engine[at]?.[item] ?? NaN))).toBeLessThan(1e-5);
  });

  const world = checkerboardWorld();
  const likedBy = (kind: number) =>
    [...world.kinds.keys()].filter((item) => world.kinds[item] === kind);
  const [black, white] = [likedBy(0), likedBy(1)];
  let recommender: Recommender;

  beforeAll(async () => {
    recommender = await fitAndRead(factorisationWorkshop, world.lessons, { options: small });
  });

  it('knows a shopper who was never there by what they did', async () => {
    const [row] = await recommender.score([past(...black.slice(0, 2))]);
    expect(black).toContain(bestOf(row, [...world.kinds.keys()].filter((i) => !black.slice(0, 2).includes(i)))); // prettier-ignore
  });

  it('changes its answer with the next act', async () => {
    const rest = [...black.slice(1), ...white.slice(1)];
    const [before, after] = await recommender.score([
      past(black[0] ?? 0),
      past(black[0] ?? 0, white[0] ?? 0),
    ]);
    expect(black).toContain(bestOf(before, rest));
    expect(white).toContain(bestOf(after, rest));
  });

  it('names the item of the past that speaks for another', () => {
    const [one = 0, other = 0] = [black[0], white[0]];
    const context = past(one, other, one);
    expect(recommender.because(context, black[3] ?? 0)).toBe(one);
    expect(recommender.because(context, white[3] ?? 0)).toBe(other);
    expect(recommender.because(past(), one)).toBeNull();
    expect(recommender.because(context, 100_000)).toBeNull();
  });

  it('passes over items that it does not know, and says nothing of nobody', async () => {
    const [known, besides, nobody] = await recommender.score([
      past(3),
      past(3, 100_000),
      past(100_000),
    ]);
    expect(besides).toEqual(known);
    expect(nobody).toEqual(new Float32Array(world.lessons.log.itemCount));
  });

  it('scores each of several contexts as if it were alone', async () => {
    const together = await recommender.score([past(1, 2), past(), past(7)]);
    const [first] = await recommender.score([past(1, 2)]);
    const [last] = await recommender.score([past(7)]);
    expect(together).toEqual([first, new Float32Array(world.lessons.log.itemCount), last]);
  });

  it('gives the same bytes for the same lessons, options and seed', async () => {
    const fit = () => factorisationWorkshop.fit(world.lessons, fitOrder(small));
    const [one, other] = [await fit(), await fit()];
    expect(Buffer.from(one.artefact).equals(Buffer.from(other.artefact))).toBe(true);
  });

  it('goes on from an earlier fit, with items that came since', async () => {
    const { artefact } = await factorisationWorkshop.fit(world.lessons, fitOrder(small));
    const { log } = world.lessons;
    const newItem = log.itemCount;
    // Somebody who likes black fields liked the new item too.
    const grown = lessonsOf(
      newItem + 1,
      ...[...log.offsets.keys()]
        .slice(0, -1)
        .map((shopper) => [...log.items.subarray(log.offsets[shopper], log.offsets[shopper + 1])])
        .map((own) => (black.includes(own[0] ?? -1) ? [...own, newItem] : own)),
    );
    const again = await factorisationWorkshop.fit(
      grown,
      fitOrder({ ...small, warmRounds: 1 }, { previous: artefact }),
    );
    expect(again.metrics['rounds']).toBe(1);
    const warm = await factorisationWorkshop.read(again.artefact);
    const [row] = await warm.score([past(...black)]);
    expect(bestOf(row, [newItem, ...white])).toBe(newItem);
  });

  it('gives nothing to an item that nobody touched', async () => {
    const lonely = await fitAndRead(factorisationWorkshop, lessonsOf(3, [0, 1], [0, 1]), {
      options: small,
    });
    const [row] = await lonely.score([past(0)]);
    expect(row?.[1]).toBeGreaterThan(0);
    expect(row?.[2]).toBe(0);
  });

  it.each([
    ['one item', lessonsOf(1, [0], [0], [0])],
    ['one shopper', lessonsOf(4, [0, 1, 2])],
    ['one act', lessonsOf(2, [1])],
  ])('makes a model whose scores are numbers out of %s', async (_, lessons) => {
    const sane = await fitAndRead(factorisationWorkshop, lessons, { options: small });
    const [row] = await sane.score([past(0, 1)]);
    expect(row?.every(Number.isFinite)).toBe(true);
  });

  it('learns nothing from nothing', async () => {
    for (const empty of [lessonsOf(0), lessonsOf(5), lessonsOf(5, [], [])])
      await expect(factorisationWorkshop.fit(empty, fitOrder(small))).rejects.toMatchObject({
        code: 'NOTHING_TO_LEARN',
      });
  });

  it.each([
    { factors: 0 },
    { factors: 2.5 },
    { unobserved: 0 },
    { recency: Number.NaN },
    { regularisation: -1 },
  ])('refuses %j', async (wrong) => {
    const order = fitOrder({ ...small, ...wrong });
    await expect(factorisationWorkshop.fit(world.lessons, order)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('refuses an artefact that was changed, and one of another kind', async () => {
    const { artefact } = await factorisationWorkshop.fit(world.lessons, fitOrder(small));
    const changed = Uint8Array.from(artefact);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    await expect(factorisationWorkshop.read(changed)).rejects.toMatchObject({
      code: 'MODEL_CORRUPT',
    });
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(
      factorisationWorkshop.fit(world.lessons, fitOrder(small, { signal })),
    ).rejects.toThrow('enough');
  });
});
