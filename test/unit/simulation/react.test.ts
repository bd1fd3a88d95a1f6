import { SeededRandom } from '../../../src/shared/seeded-random';
import { attractionOf, DEFAULT_CLICK_MODEL } from '../../../src/simulation/click-model';
import { robotActs, shopperActs, type Act } from '../../../src/simulation/react';

const PAGES = 40_000;
const PLACES = 10;

/** Clicks by place over many pages on which every hit has the same grade. */
function clicksByPlace(grade: number, eta: number): readonly number[] {
  const random = new SeededRandom(7);
  const clicks = new Array<number>(PLACES).fill(0);
  const grades = new Array<number>(PLACES).fill(grade);
  for (let page = 0; page < PAGES; page += 1)
    for (const { kind, position } of shopperActs(grades, { ...DEFAULT_CLICK_MODEL, eta }, random))
      if (kind === 'CLICK') clicks[position - 1] = (clicks[position - 1] ?? 0) + 1;
  return clicks;
}

/** The slope of log clicks over log place: what a log of clicks tells about attention when grades are equal. */
function observedEta(clicks: readonly number[]): number {
  const x = clicks.map((_, index) => Math.log(index + 1));
  const y = clicks.map((count) => Math.log(count));
  const mean = (values: readonly number[]) =>
    values.reduce((sum, one) => sum + one) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const covariance = x.reduce((sum, at, i) => sum + (at - meanX) * ((y[i] ?? 0) - meanY), 0);
  return -covariance / x.reduce((sum, at) => sum + (at - meanX) ** 2, 0);
}

describe('a shopper', () => {
  it.each([0.5, 1, 1.5])('leaves a log from which eta %d is recovered', (eta) => {
    expect(observedEta(clicksByPlace(2, eta))).toBeCloseTo(eta, 1);
  });

  it('clicks at the first place as often as the grade attracts', () => {
    for (const grade of [0, 1, 2, 3]) {
      const share = (clicksByPlace(grade, 1)[0] ?? 0) / PAGES;
      const truth = attractionOf(grade, DEFAULT_CLICK_MODEL);
      // Four standard errors.
      expect(Math.abs(share - truth)).toBeLessThanOrEqual(
        4 * Math.sqrt((truth * (1 - truth)) / PAGES),
      );
    }
  });

  it('puts only into the cart what was clicked, and buys only what is in the cart', () => {
    const random = new SeededRandom(3);
    const seen = { CLICK: 0, ADD_TO_CART: 0, PURCHASE: 0 };
    for (let page = 0; page < 2000; page += 1) {
      const acts = shopperActs([3, 2, 1, 0], DEFAULT_CLICK_MODEL, random);
      const has = (kind: Act['kind'], position: number) =>
        acts.some((act) => act.kind === kind && act.position === position);
      for (const { kind, position } of acts) {
        seen[kind] += 1;
        if (kind === 'ADD_TO_CART') expect(has('CLICK', position)).toBe(true);
        if (kind === 'PURCHASE') expect(has('ADD_TO_CART', position)).toBe(true);
      }
    }
    expect(seen.PURCHASE).toBeGreaterThan(100);
    expect(seen.ADD_TO_CART).toBeGreaterThan(seen.PURCHASE);
    expect(seen.CLICK).toBeGreaterThan(seen.ADD_TO_CART);
  });

  it('does the same again with the same seed', () => {
    const acts = (seed: number) =>
      shopperActs([1, 3, 0, 2, 2, 1, 0, 3], DEFAULT_CLICK_MODEL, new SeededRandom(seed));
    const seeds = Array.from({ length: 50 }, (_, seed) => seed);
    expect(seeds.map(acts)).toEqual(seeds.map(acts));
    expect(new Set(seeds.map((seed) => JSON.stringify(acts(seed)))).size).toBeGreaterThan(10);
  });
});

describe('a robot', () => {
  it('clicks everywhere alike', () => {
    const random = new SeededRandom(5);
    const clicks = new Array<number>(PLACES).fill(0);
    for (let page = 0; page < 10_000; page += 1)
      for (const { position } of robotActs(PLACES, random))
        clicks[position - 1] = (clicks[position - 1] ?? 0) + 1;
    // A half, give or take four standard errors of .005.
    for (const count of clicks) expect(Math.abs(count / 10_000 - 0.5)).toBeLessThan(0.02);
  });
});
