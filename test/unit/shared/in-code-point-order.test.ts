import fc from 'fast-check';
import { inCodePointOrder } from '../../../src/shared/in-code-point-order';

describe('inCodePointOrder', () => {
  it('is the order of the bytes of UTF-8', () => {
    const text = fc.string({ unit: 'binary', maxLength: 4 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const inBytes = Buffer.compare(Buffer.from(one), Buffer.from(other));
        expect(Math.sign(inCodePointOrder(one, other))).toBe(inBytes);
      }),
    );
  });

  it('puts a character of two units above the last of those of one', () => {
    expect(inCodePointOrder('\u{1F600}', '\uFFFD')).toBeGreaterThan(0);
  });
});
