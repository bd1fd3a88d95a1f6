import fc from 'fast-check';
import { KthLargest } from '../../../../src/adapters/vectors-memory/kth-largest';

describe('the k-th largest of many numbers', () => {
  it('is what sorting them gives', () => {
    const numbers = fc.array(fc.float({ noNaN: true }), { maxLength: 60 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 12 }), (offered, most) => {
        const largest = new KthLargest(most);
        for (const number of offered) largest.offer(number);
        const sorted = offered.toSorted((a, b) => b - a);
        expect(largest.value).toBe(sorted[most - 1] ?? -Infinity);
      }),
    );
  });
});
