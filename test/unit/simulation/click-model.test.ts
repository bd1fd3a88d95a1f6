import fc from 'fast-check';
import {
  attractionOf,
  clickChance,
  DEFAULT_CLICK_MODEL,
  examinationAt,
} from '../../../src/simulation/click-model';

const model = fc.record({
  eta: fc.double({ min: 0, max: 3, noNaN: true }),
  noise: fc.double({ min: 0, max: 1, noNaN: true }),
  bestGrade: fc.constantFrom(1, 3, 10),
  cart: fc.constant(0.3),
  purchase: fc.constant(0.4),
});
const position = fc.integer({ min: 1, max: 1000 });
const grade = fc.integer({ min: 0, max: 10 });

describe('the click model', () => {
  it('looks at the first place always, at the fourth half as often when eta is a half', () => {
    expect(examinationAt(1, { eta: 2 })).toBe(1);
    expect(examinationAt(4, { eta: 0.5 })).toBe(0.5);
    expect(examinationAt(400, { eta: 0 })).toBe(1);
  });

  it('is attracted by noise alone at grade 0, by everything at the best grade', () => {
    expect(attractionOf(0, { noise: 0.1, bestGrade: 3 })).toBe(0.1);
    expect(attractionOf(3, { noise: 0.1, bestGrade: 3 })).toBe(1);
    expect(attractionOf(10, { noise: 0.1, bestGrade: 3 })).toBe(1);
    // .1 + .9 · (2^2 − 1) / (2^3 − 1)
    expect(attractionOf(2, { noise: 0.1, bestGrade: 3 })).toBeCloseTo(0.1 + (0.9 * 3) / 7, 12);
  });

  it('multiplies the two', () => {
    expect(clickChance(2, 0, { ...DEFAULT_CLICK_MODEL, eta: 1, noise: 0.1 })).toBeCloseTo(0.05, 12);
  });

  it('gives chances that fall with the place and rise with the grade', () => {
    fc.assert(
      fc.property(model, position, grade, (any, place, merit) => {
        const chance = clickChance(place, merit, any);
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1);
        expect(clickChance(place + 1, merit, any)).toBeLessThanOrEqual(chance);
        expect(clickChance(place, merit + 1, any)).toBeGreaterThanOrEqual(chance);
      }),
    );
  });
});
