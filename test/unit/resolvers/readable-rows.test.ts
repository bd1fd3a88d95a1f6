import { readableRows } from '../../../resolvers/input/readable-rows';
import { userErrors } from '../../../resolvers/output/user-errors';
import { TroveError } from '../../../src/shared/errors';

/** Reads even numbers only. */
function even(row: number): string {
  if (row % 2 === 1) throw new TroveError('INVALID_INPUT', `${row} is odd`);
  return `draft ${row}`;
}

describe('readableRows', () => {
  it('keeps what can be read and names the rest by its row', () => {
    const { drafts, problems } = readableRows([2, 3, 4, 5], 10, even);
    expect(drafts).toEqual(['draft 2', 'draft 4']);
    expect(problems.map(({ row, message }) => [row, message])).toEqual([
      [2, '3 is odd'],
      [4, '5 is odd'],
    ]);
  });

  it('brings problems with the drafts back to rows of the batch', () => {
    const rows = readableRows([3, 2, 5, 4], 10, even);
    const found = [{ row: 2, field: 'title', code: 'INVALID_INPUT', message: 'bad' }] as const;
    // The second draft is the fourth row.
    expect(rows.inBatch(found)).toEqual([{ ...found[0], row: 4 }]);
  });

  it('refuses a batch over the limit before it reads anything', () => {
    const read = jest.fn(even);
    expect(() => readableRows([2, 4, 6], 2, read)).toThrow('at most 2 entries; this one has 3');
    expect(read).not.toHaveBeenCalled();
  });

  it('does not swallow a bug', () => {
    const bug = () => {
      throw new RangeError('a bug');
    };
    expect(() => readableRows([1], 2, bug)).toThrow(RangeError);
  });
});

describe('userErrors', () => {
  it('counts from 0, in the order of the input', () => {
    const problem = { field: null, code: 'INVALID_INPUT', message: 'bad' } as const;
    const errors = userErrors([
      { ...problem, row: 7 },
      { ...problem, row: 1 },
    ]);
    expect(errors.map(({ index }) => index)).toEqual([0, 6]);
  });

  it('calls a code that the contract does not list bad input', () => {
    const [error] = userErrors([{ row: 1, field: null, code: 'FILE_MALFORMED', message: 'bad' }]);
    expect(error?.code).toBe('INVALID_INPUT');
  });
});
