import { dot, dotAt, isZero, unit } from '../../../../src/search/semantic/vector-math';

describe('the arithmetic of vectors', () => {
  it.each([0, 1, 3, 4, 5, 8, 11])('adds up the products of %i pairs', (length) => {
    const a = Float32Array.from({ length }, (_, n) => n + 1);
    const b = Float32Array.from({ length }, (_, n) => 2 * n - 3);
    const expected = [...a].reduce((sum, value, n) => sum + value * (b[n] ?? NaN), 0);

    expect(dot(a, b)).toBe(expected);
    expect(dotAt(Float32Array.from([99, ...a, 99]), 1, b)).toBe(expected);
  });

  it('makes a vector one long, and leaves zero as it is', () => {
    expect([...unit([3, 4])]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
    expect(unit([0, 0])).toEqual(Float32Array.of(0, 0));
    expect(isZero(Float32Array.of(0, -0))).toBe(true);
    expect(isZero(Float32Array.of(0, 1e-30))).toBe(false);
    expect(isZero(new Float32Array())).toBe(true);
  });
});
