import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { defaultRejectPath, RejectFile } from '../../../src/cli/reject-file';
import type { RowProblem } from '../../../src/shared/row-problem.types';
import { temporaryFolder } from '../../support/temporary-folder';

const problem = (row: number, field: string, message: string): RowProblem => ({
  row,
  field,
  code: 'INVALID_INPUT',
  message,
});

describe('RejectFile', () => {
  const folder = temporaryFolder();

  it('appears with the first rejected row, in place of an older one', async () => {
    const path = folder.path('rejects.jsonl');
    writeFileSync(path, 'old');
    const rejects = await RejectFile.start(path);
    expect(existsSync(path)).toBe(false);
    expect(rejects.writtenPath).toBeNull();

    await rejects.add(problem(7, 'price', 'negative'));
    await rejects.close();
    expect(rejects.writtenPath).toBe(path);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(problem(7, 'price', 'negative'));
  });

  it('counts reasons, the most frequent first, with their first example', async () => {
    const rejects = await RejectFile.start(folder.path('rejects.jsonl'));
    await rejects.add(problem(1, 'title', 'none'));
    await rejects.add(problem(2, 'price', 'first'));
    await rejects.add(problem(3, 'price', 'second'));
    await rejects.close();
    expect(rejects.reasons).toEqual([
      { field: 'price', code: 'INVALID_INPUT', example: 'first', count: 2 },
      { field: 'title', code: 'INVALID_INPUT', example: 'none', count: 1 },
    ]);
  });

  it.each([
    ['/somewhere/shop.csv.gz', 'shop.csv.gz.rejects.jsonl'],
    ['-', 'standard-input.rejects.jsonl'],
  ])('reports on %s in %s', (location, path) => {
    expect(defaultRejectPath(location)).toBe(path);
  });
});
