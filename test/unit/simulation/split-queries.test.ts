import fc from 'fast-check';
import { splitQueries } from '../../../src/simulation/split-queries';
import { refusalOf } from '../../support/refusal';

const judged = (texts: readonly string[]) => texts.map((text) => ({ text, grades: new Map() }));
const texts = (queries: readonly { readonly text: string }[]) => queries.map(({ text }) => text);

const someTexts = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 5, maxLength: 40 });
const folds = fc.integer({ min: 2, max: 5 });
const seed = fc.nat();

describe('splitting queries', () => {
  it('puts every query into the test part of exactly one fold, and the parts are of one size', () => {
    fc.assert(
      fc.property(someTexts, folds, seed, (all, parts, any) => {
        const splits = Array.from({ length: parts }, (_, index) =>
          splitQueries(judged(all), { seed: any, folds: parts, fold: index + 1 }),
        );
        expect(splits.flatMap(({ test }) => texts(test)).sort()).toEqual([...all].sort());
        for (const { train, test } of splits) {
          expect(texts([...train, ...test]).sort()).toEqual([...all].sort());
          expect(test.length - Math.floor(all.length / parts)).toBeGreaterThanOrEqual(0);
          expect(test.length - Math.floor(all.length / parts)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('does not depend on the order in the file', () => {
    fc.assert(
      fc.property(someTexts, seed, (all, any) => {
        const order = { seed: any, folds: 3, fold: 2 };
        expect(splitQueries(judged(all.toReversed()), order)).toEqual(
          splitQueries(judged(all), order),
        );
      }),
    );
  });

  it('is another one with another seed', () => {
    const all = judged(Array.from({ length: 30 }, (_, index) => `query ${index}`));
    const test = (any: number) => texts(splitQueries(all, { seed: any, folds: 5, fold: 1 }).test);
    expect(test(1)).toEqual(test(1));
    expect(test(1)).not.toEqual(test(2));
  });

  it('refuses a fold that is not there, and more folds than queries', () => {
    const split = (folds: number, fold: number) =>
      refusalOf(() => splitQueries(judged(['a', 'b', 'c']), { seed: 1, folds, fold }));
    expect(split(2, 3)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(split(4, 1)).toMatchObject({ code: 'INVALID_INPUT' });
  });
});
