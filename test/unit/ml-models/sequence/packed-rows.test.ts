import fc from 'fast-check';
import { RowPacker } from '../../../../ml-models/sequence/packed-rows';

describe('sequences packed into rows', () => {
  it('lie whole in one row each and never over one another', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 20 }),
        (rowLength, mostRows, wanted) => {
          const packer = new RowPacker(rowLength, mostRows);
          const placed = wanted.filter((length) => length <= rowLength && packer.add(length));
          const rows = packer.rows();
          expect([...rows.lengths]).toEqual(placed);
          expect(rows.count).toBeLessThanOrEqual(mostRows);
          placed.forEach((length, index) => {
            const start = rows.starts[index] ?? NaN;
            expect(Math.floor(start / rowLength)).toBe(
              Math.floor((start + length - 1) / rowLength),
            );
            const own = [...rows.sequences.keys()].filter((at) => rows.sequences[at] === index);
            expect(own).toEqual(Array.from({ length }, (_, at) => start + at));
          });
        },
      ),
    );
  });

  it('refuses only what fits nowhere', () => {
    const packer = new RowPacker(5, 2);
    expect([3, 3, 2, 2, 1].map((length) => packer.add(length))).toEqual([
      ...[true, true, true, true, false],
    ]);
  });
});
