import {
  editBudget,
  isDoubtful,
  likeliestWords,
} from '../../../../src/search/understanding/spelling';

const typos = { oneEditFrom: 4, twoEditsFrom: 8 };
const counted = (counts: Record<string, number>) =>
  Object.entries(counts).map(([word, products]) => ({ word, products }));

describe('editBudget', () => {
  it.each([
    ['tv', 0],
    ['usb', 0],
    ['desk', 1],
    ['headset', 1],
    ['keyboard', 2],
    ['43.2', 0],
    ['dv71211ea', 0],
    ['无线蓝牙耳机充电', 0],
  ])('of "%s" is %d', (word, budget) => {
    expect(editBudget(word, typos)).toBe(budget);
  });
});

describe('likeliestWords', () => {
  it('prefers fewer edits over everything', () => {
    const candidates = counted({ headset: 1, headsets: 900 });
    expect(likeliestWords('headsrt', candidates, 2)).toEqual(counted({ headset: 1 }));
  });

  it('prefers the same first letter over more products', () => {
    const candidates = counted({ mouse: 5, house: 900 });
    expect(likeliestWords('mouze', counted({ mouse: 5 }), 1)).toEqual(counted({ mouse: 5 }));
    expect(likeliestWords('mouse', [...candidates, ...counted({ moose: 2 })], 1)[0]?.word).toBe(
      'moose',
    );
  });

  it('prefers more products, then the alphabet', () => {
    const candidates = counted({ cable: 3, cabse: 8, cabte: 3 });
    expect(likeliestWords('cabxe', candidates, 1).map(({ word }) => word)).toEqual([
      'cabse',
      'cable',
      'cabte',
    ]);
  });

  it('finds nothing beyond the budget and nothing without products', () => {
    expect(likeliestWords('keyboard', counted({ keypad: 9, keybourd: 0 }), 2)).toEqual([]);
  });
});

describe('isDoubtful', () => {
  it('holds for a rare word beside a far more frequent one only', () => {
    expect(isDoubtful(2, { word: 'laptop', products: 60 })).toBe(true);
    expect(isDoubtful(2, { word: 'laptop', products: 59 })).toBe(false);
    expect(isDoubtful(6, { word: 'laptop', products: 6000 })).toBe(false);
  });
});
