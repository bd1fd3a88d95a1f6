import { decayFor } from '../../../../ml-models/reranker/training-options';

describe('decayFor', () => {
  it('holds few lists to what is known beforehand, and lets it count once among many', () => {
    expect(decayFor(10, {})).toBe(0.03);
    expect(decayFor(300, {})).toBe(0.03);
    expect(decayFor(3000, {})).toBeCloseTo(0.003, 12);
    // Whatever the number, the prior weighs as much as in 300 lists.
    expect(decayFor(90_000, {}) * 90_000).toBeCloseTo(0.03 * 300, 9);
  });

  it('takes what it is given', () => {
    expect(decayFor(90_000, { decay: 0.2 })).toBe(0.2);
    expect(decayFor(90_000, { decay: 0 })).toBe(0);
  });
});
