import { hasOutgrown } from '../../../../src/search/semantic/outgrown';

const fit = { learntFrom: 1000, products: 1000, unknownThen: 0.2, unknownNow: 0.2 };

describe('whether a catalogue has outgrown its encoder', () => {
  it.each([
    ['as large as it was', {}, false],
    ['a little larger', { products: 1400 }, false],
    ['half as large again', { products: 1500 }, true],
    ['down to half', { products: 500 }, true],
    ['speaking a little differently', { unknownNow: 0.45 }, false],
    ['speaking of other things', { unknownNow: 0.6 }, true],
    ['of hardly any products, whatever they were', { products: 49, unknownNow: 1 }, false],
  ])('a catalogue %s', (_, facts, outgrown) => {
    expect(hasOutgrown({ ...fit, ...facts })).toBe(outgrown);
  });
});
