import fc from 'fast-check';
import { asEpochMs } from '../../../src/shared/clock';
import { splitMoment } from '../../../src/training/split-moment';

const moments = (count: number) => Array.from({ length: count }, (_, at) => asEpochMs(1000 + at));

describe('the moment from which pages are held out', () => {
  it('leaves the latest fifth out', () => {
    const split = splitMoment(moments(100), null);
    expect(moments(100).filter((at) => at >= split)).toHaveLength(20);
  });

  it('leaves out no more than tells the judge something new', () => {
    const split = splitMoment(moments(100_000), null);
    expect(moments(100_000).filter((at) => at >= split)).toHaveLength(5000);
  });

  it('lies after everything that the champion learnt from', () => {
    expect(splitMoment(moments(100), asEpochMs(1090))).toBe(1091);
    expect(splitMoment(moments(100), asEpochMs(5))).toBe(1080);
  });

  it('holds out a fifth, however the moments lie', () => {
    const taughtAt = fc
      .array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 300 })
      .map((times) => times.map(asEpochMs).sort((left, right) => left - right));
    fc.assert(
      fc.property(taughtAt, (at) => {
        const split = splitMoment(at, null);
        const heldOut = at.filter((moment) => moment >= split);
        expect(heldOut.length).toBeGreaterThanOrEqual(Math.round(at.length * 0.2));
        // Only pages of the very moment of the split can make it more.
        const later = heldOut.filter((moment) => moment > split);
        expect(later.length).toBeLessThanOrEqual(Math.round(at.length * 0.2));
      }),
    );
  });
});
