import { basketsWorkshop } from '../../../../ml-models/baskets/baskets-workshop';
import type {
  BasketLog,
  InteractionLog,
} from '../../../../src/recommendation/learning/interaction-log.types';
import { SeededRandom } from '../../../../src/shared/seeded-random';
import { fitAndRead, fitOrder } from '../../../support/fit-recommender';

const { defaults } = basketsWorkshop;

/** A shop of cameras, each with the card that fits it; four baskets out of five also hold batteries, whatever else is in them. */
const CAMERAS = 10;
const BATTERIES = 2 * CAMERAS;
const ITEMS = BATTERIES + 1;
const cardFor = (camera: number): number => CAMERAS + camera;

function cameraBaskets(random: SeededRandom, count: number): readonly (readonly number[])[] {
  return Array.from({ length: count }, () => {
    const camera = random.below(CAMERAS);
    const basket = [camera];
    if (random.next() < 0.4) basket.push(cardFor(camera));
    if (random.next() < 0.8) basket.push(BATTERIES);
    if (random.next() < 0.1) basket.push(cardFor(random.below(CAMERAS)));
    return [...new Set(basket)];
  });
}

const basketLog = (baskets: readonly (readonly number[])[]): BasketLog => {
  const offsets = [0];
  for (const basket of baskets) offsets.push((offsets.at(-1) ?? 0) + basket.length);
  const items = Uint32Array.from(baskets.flat());
  return { itemCount: ITEMS, offsets: Uint32Array.from(offsets), items };
};

const nothingDone: InteractionLog = {
  itemCount: ITEMS,
  offsets: Uint32Array.of(0),
  items: new Uint32Array(),
  times: null,
  weights: null,
};

const lessonsOf = (baskets: readonly (readonly number[])[]) => ({
  log: nothingDone,
  features: null,
  baskets: basketLog(baskets),
});

const past = (...items: readonly number[]) => ({
  past: items.map((item) => ({ item, weight: 1, ageMs: null })),
});

const baskets = cameraBaskets(new SeededRandom(5), 2000);

describe('baskets', () => {
  it('puts the card that fits first, not the batteries that everybody buys', async () => {
    const recommender = await fitAndRead(basketsWorkshop, lessonsOf(baskets));
    const together = (one: number, other: number) =>
      baskets.filter((basket) => basket.includes(one) && basket.includes(other)).length;
    for (let camera = 0; camera < CAMERAS; camera += 1) {
      // By counts alone the batteries would win.
      expect(together(camera, BATTERIES)).toBeGreaterThan(together(camera, cardFor(camera)));
      const [row = new Float32Array()] = await recommender.score([past(camera)]);
      expect(row.indexOf(Math.max(...row))).toBe(cardFor(camera));
      expect(row[BATTERIES]).toBeLessThan((row[cardFor(camera)] ?? 0) / 10);
    }
  });

  it('adds up what goes with each item of a basket', async () => {
    const recommender = await fitAndRead(basketsWorkshop, lessonsOf(baskets));
    const [one = [], other = [], both = []] = await recommender.score([past(1), past(2), past(1, 2)]); // prettier-ignore
    for (let item = 0; item < ITEMS; item += 1)
      expect(both[item]).toBeCloseTo((one[item] ?? 0) + (other[item] ?? 0), 6);
  });

  it('names the item of the basket that another goes with', async () => {
    const recommender = await fitAndRead(basketsWorkshop, lessonsOf(baskets));
    expect(recommender.because(past(1, 2), cardFor(1))).toBe(1);
    expect(recommender.because(past(1, 2), cardFor(2))).toBe(2);
    expect(recommender.because(past(), cardFor(2))).toBeNull();
    expect(recommender.because(past(1, ITEMS + 5), ITEMS + 6)).toBeNull();
  });

  it('does not believe in what happened once', async () => {
    const once = [...Array<number[]>(20).fill([0, 1]), [2, 3]];
    const recommender = await fitAndRead(basketsWorkshop, lessonsOf(once));
    const [pair, single] = await recommender.score([past(0), past(2)]);
    expect(pair?.[1]).toBe(0);
    expect(single?.[3]).toBe(0);
    const [seenOften] = await (
      await fitAndRead(basketsWorkshop, lessonsOf([...once, ...once, ...once, ...once]))
    ).score([past(2)]);
    expect(seenOften?.[3]).toBeGreaterThan(0);
  });

  it('comes to the same bytes from an earlier fit and the baskets since as from all of them', async () => {
    const first = await basketsWorkshop.fit(lessonsOf(baskets.slice(0, 700)), fitOrder(defaults));
    const second = await basketsWorkshop.fit(
      lessonsOf(baskets.slice(700)),
      fitOrder(defaults, { previous: first.artefact }),
    );
    const whole = await basketsWorkshop.fit(lessonsOf(baskets), fitOrder(defaults));
    expect(Buffer.from(second.artefact).equals(Buffer.from(whole.artefact))).toBe(true);
  });

  it('takes what each shopper touched as a basket where there are none', async () => {
    const { offsets, items, itemCount } = basketLog(baskets);
    const log = { itemCount, offsets, items, times: null, weights: null };
    const { artefact } = await basketsWorkshop.fit(
      { log, features: null, baskets: null },
      fitOrder(defaults),
    );
    const asBaskets = await basketsWorkshop.fit(lessonsOf(baskets), fitOrder(defaults));
    expect(Buffer.from(artefact).equals(Buffer.from(asBaskets.artefact))).toBe(true);
  });

  it('learns nothing where nothing was together', async () => {
    for (const alone of [[], [[]], [[1], [2], [1]]])
      await expect(basketsWorkshop.fit(lessonsOf(alone), fitOrder(defaults))).rejects.toMatchObject(
        { code: 'NOTHING_TO_LEARN' },
      );
  });

  it('refuses options beyond their limits', async () => {
    const order = fitOrder({ ...defaults, caution: -1 });
    await expect(basketsWorkshop.fit(lessonsOf(baskets), order)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});
