import { linesOn } from '../../../src/cli/progress';

describe('progress on a screen that is no terminal', () => {
  const shown: string[] = [];
  let nowMs = 0;
  const progress = linesOn('Importing', { write: (text) => shown.push(text) }, () => nowMs);

  it('shows at most one line every three seconds, and none for short work', () => {
    progress.update(0.1, '10 rows');
    nowMs = 2_999;
    progress.update(0.5, '50 rows');
    expect(shown).toEqual([]);

    nowMs = 3_000;
    progress.update(0.678, '67 rows');
    nowMs = 5_000;
    progress.update(0.9, '90 rows');
    nowMs = 6_000;
    progress.update(null, '95 rows');
    progress.end();
    expect(shown).toEqual(['Importing: 67 %, 67 rows\n', 'Importing: 95 rows\n']);
  });
});
