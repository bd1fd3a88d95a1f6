import fc from 'fast-check';
import { coldSlices } from '../../../../src/evaluation/recommend/cold-slices';
import { giniOf } from '../../../../src/evaluation/recommend/gini';
import { listMetrics } from '../../../../src/evaluation/recommend/list-metrics';
import { readItemAttributes } from '../../../../src/evaluation/recommend/read-item-attributes';
import { aLog } from '../../../support/a-log';

const lists = (...items: readonly (readonly number[])[]) =>
  items.map((list) => Uint32Array.from(list));

describe('the metrics of lists', () => {
  it('are what can be worked out by hand', () => {
    // Four shoppers; item 0 was touched by all, 1 by two, 2 by one, 3 by nobody.
    const learnt = aLog(4, [[0, 1], [0, 1], [0, 2], [0]]);
    const features = readItemAttributes('{"a": [1, 2], "b": [2, 3], "c": [1, 2]}', [
      ...['a', 'b', 'c', 'd'],
    ]);
    const metrics = listMetrics(lists([0, 1], [0, 2]), learnt, features);
    expect(metrics.coverage).toBe(3 / 4);
    // Bits: 0 for item 0, twice; 1 for item 1; 2 for item 2.
    expect(metrics.novelty).toBeCloseTo((0 + 1 + 0 + 2) / 4);
    // Shown 0, 1, 1, 2 times: (−3·0 − 1·1 + 1·1 + 3·2) / (4 · 4).
    expect(metrics.gini).toBeCloseTo(6 / 16);
    expect(metrics.giniOfActs).toBeCloseTo((-3 * 0 - 1 * 1 + 1 * 2 + 3 * 4) / (4 * 7));
    // One list of two that share one of three features, one of two that are alike.
    expect(metrics.diversity).toBeCloseTo((1 - 1 / 3 + 0) / 2);
    expect(metrics.length).toBe(2);
  });

  it('look at the first ten only', () => {
    const learnt = aLog(20, [[0]]);
    const long = Array.from({ length: 20 }, (_, item) => item);
    expect(listMetrics(lists(long), learnt, null)).toMatchObject({
      coverage: 0.5,
      length: 10,
      diversity: null,
    });
  });

  it('are 0 where nothing is recommended', () => {
    expect(listMetrics(lists([], []), aLog(3, [[0]]), null)).toMatchObject({
      ...{ coverage: 0, novelty: 0, gini: 0, length: 0 },
    });
  });

  it('take items of which nothing is known to be unlike', () => {
    const features = readItemAttributes('{}', ['a', 'b']);
    expect(listMetrics(lists([0, 1]), aLog(2, [[0]]), features).diversity).toBe(1);
  });
});

describe('the Gini coefficient', () => {
  const amounts = fc.array(fc.nat({ max: 100 }), { minLength: 1, maxLength: 40 });

  it('is half of the mean difference of all pairs over the mean', () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const sum = values.reduce((a, b) => a + b, 0);
        const apart = values.flatMap((a) => values.map((b) => Math.abs(a - b)));
        const expected =
          sum === 0 ? 0 : apart.reduce((a, b) => a + b, 0) / (2 * values.length * sum);
        expect(giniOf(Float64Array.from(values))).toBeCloseTo(expected, 10);
      }),
    );
  });

  it('is 0 when all have the same, and as large as it can be when one has everything', () => {
    expect(giniOf(Float64Array.of(3, 3, 3))).toBe(0);
    expect(giniOf(Float64Array.of(0, 0, 0, 8))).toBe(3 / 4);
  });
});

describe('cold slices', () => {
  it('put every case into one slice by its history and one by its target', () => {
    // Item 0 was learnt from once, item 1 never.
    const learnt = aLog(2, [[0]]);
    const cases = [
      { shopper: 0, history: new Uint32Array(), target: 0 },
      { shopper: 1, history: Uint32Array.of(0, 0, 0), target: 1 },
      { shopper: 2, history: Uint32Array.of(0, 0, 0, 0), target: 1 },
    ];
    // The first is found at rank 1, the second at rank 2, the third not among ten.
    const places = { better: Uint32Array.of(0, 1, 50), tied: new Uint32Array(3) };
    const slices = coldSlices(cases, places, learnt).map(({ name, cases: count, metrics }) => [
      ...[name, count, metrics.hitRate.mean],
    ]);
    expect(slices).toEqual([
      ['history of 0 items', 1, 1],
      ['history of 3 to 4 items', 2, 0.5],
      ['target with 0 acts learnt from', 2, 0.5],
      ['target with 1 to 4 acts learnt from', 1, 1],
    ]);
  });
});
