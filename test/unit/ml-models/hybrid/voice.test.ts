import fc from 'fast-check';
import { Heard, type Voice } from '../../../../ml-models/hybrid/voice';

const scores = (min: number) =>
  fc.array(fc.float({ min, max: 20, noNaN: true }), { minLength: 1, maxLength: 30 });
const voice = (sharpness: Voice['sharpness'], weight = 1): Voice => ({
  part: 'transitions',
  weight,
  floor: 0.01,
  sharpness,
});

describe('a voice', () => {
  it('says weight · ln(1 + share / floor) of what counts', () => {
    const heard = new Heard(Float32Array.of(3, 1, 0), voice(null, 2));
    expect(heard.of(0)).toBeCloseTo(2 * Math.log(1 + 0.75 / 0.01), 5);
    expect(heard.of(1)).toBeCloseTo(2 * Math.log(1 + 0.25 / 0.01), 5);
    expect(heard.of(2)).toBe(0);
  });

  it('makes shares of scores that may be negative by their exponents', () => {
    const heard = new Heard(Float32Array.of(Math.log(3), 0), voice(1));
    expect(heard.of(0)).toBeCloseTo(Math.log(1 + 0.75 / 0.01), 5);
  });

  it.each([null, 1, 7] as const)(
    'adds to a sum what it says of each item, at least 0, in the order of the scores (sharpness %s)',
    (sharpness) => {
      fc.assert(
        fc.property(scores(sharpness === null ? 0 : -20), (row) => {
          const sums = new Float32Array(row.length);
          const heard = new Heard(Float32Array.from(row), voice(sharpness));
          heard.addTo(sums);
          for (const [item, sum] of sums.entries()) {
            expect(sum).toBeGreaterThanOrEqual(0);
            expect(sum).toBeCloseTo(heard.of(item), 3);
            for (const [other, louder] of sums.entries())
              if ((row[other] ?? 0) > (row[item] ?? 0)) expect(louder).toBeGreaterThanOrEqual(sum);
          }
        }),
      );
    },
  );

  it('is silent where nothing was counted, and about items that came later', () => {
    const sums = Float32Array.of(1, 1, 1);
    new Heard(Float32Array.of(0, 0), voice(null)).addTo(sums);
    expect([...sums]).toEqual([1, 1, 1]);
    expect(new Heard(Float32Array.of(1), voice(null)).of(2)).toBe(0);
  });
});
