import type { SourceRow } from '../catalog/row-source.port';
import { TroveError } from '../shared/errors';
import { groupJudgments, type JudgedQuery, type JudgmentRow } from './judgments';

/**
 * Reads the rows of a judgment file. Unlike an import, it stops at the first bad row: a mean over half of the judgments would
 * look like a result.
 *
 * @throws TroveError FILE_MALFORMED with the line.
 */
export async function readJudgments(
  rows: AsyncIterable<SourceRow>,
): Promise<readonly JudgedQuery[]> {
  const read: JudgmentRow[] = [];
  for await (const { row, values, problem } of rows) {
    if (problem) {
      throw new TroveError('FILE_MALFORMED', `Judgment file, line ${row}: ${problem.message}`, {
        line: row,
      });
    }
    read.push({ line: row, values });
  }
  return groupJudgments(read);
}
