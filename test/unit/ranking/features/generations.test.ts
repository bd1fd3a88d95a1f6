import fc from 'fast-check';
import { Generations } from '../../../../src/ranking/features/generations';

describe('Generations', () => {
  it('remembers the last so many that were put or asked for, whatever came before', () => {
    const keys = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 });
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 8 }), (used, capacity) => {
        const generations = new Generations<number, string>(capacity);
        for (const key of used) if (generations.get(key) === undefined) generations.put(key, `value ${key}`); // prettier-ignore

        const last = [...new Set(used.toReversed())].slice(0, capacity);

        for (const key of last.toReversed()) expect(generations.get(key)).toBe(`value ${key}`);
      }),
    );
  });

  it('never holds more than twice its capacity', () => {
    const generations = new Generations<number, number>(3);
    for (let key = 0; key < 100; key += 1) generations.put(key, key);

    const held = Array.from({ length: 100 }, (_, key) => key).filter(
      (key) => generations.get(key) !== undefined,
    );

    expect(held.length).toBeGreaterThanOrEqual(3);
    expect(held.length).toBeLessThanOrEqual(6);
  });

  it('gives the value that was put last', () => {
    const generations = new Generations<string, number>(2);
    generations.put('a', 1);
    generations.put('a', 2);

    expect(generations.get('a')).toBe(2);
  });
});
