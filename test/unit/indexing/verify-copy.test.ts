import { isComplete, toleratedRefusals } from '../../../src/indexing/verify-copy';

const counts = { catalogue: 100, visible: 100, waiting: 0, failed: 0 };

describe('isComplete', () => {
  it('holds when the counts agree', () => {
    expect(isComplete(counts)).toBe(true);
    expect(isComplete({ ...counts, catalogue: 0, visible: 0 })).toBe(true);
  });

  it('does not hold when one product is missing or too many, and nothing explains it', () => {
    expect(isComplete({ ...counts, visible: 99 })).toBe(false);
    expect(isComplete({ ...counts, visible: 101 })).toBe(false);
  });

  it('lets each product that waits or was given up on explain one', () => {
    expect(isComplete({ ...counts, visible: 97, waiting: 2, failed: 1 })).toBe(true);
    expect(isComplete({ ...counts, visible: 96, waiting: 2, failed: 1 })).toBe(false);
    expect(isComplete({ ...counts, visible: 102, waiting: 2 })).toBe(true);
  });
});

describe('toleratedRefusals', () => {
  it('is one in a hundred, and one in any shop', () => {
    expect([0, 1, 99, 199, 200, 19_406].map(toleratedRefusals)).toEqual([1, 1, 1, 1, 2, 194]);
  });
});
