import { openRows } from '../src/adapters/row-readers/open-rows';
import type { JudgedQuery } from '../src/evaluation/judgments';
import { readJudgments } from '../src/evaluation/read-judgments';

/** The judged queries of a file, read as `trove evaluate search` reads them. */
export async function judgedQueries(file: string): Promise<readonly JudgedQuery[]> {
  const { rows } = await openRows({ location: file, format: 'csv', delimiter: ',' });
  return readJudgments(rows);
}
