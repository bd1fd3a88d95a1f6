import type { RowSummary } from '../catalog/import-rows';
import type { RejectFile } from './reject-file';

/** What an import did, and how long it took. */
export interface TimedImport {
  readonly summary: RowSummary;
  readonly seconds: number;
  /** Shown to programs only. */
  readonly figures: Readonly<Record<string, number>>;
}

/** Reasons shown to a person; the reject file has the rest. */
const REASONS_SHOWN = 5;

const grouped = (count: number): string => count.toLocaleString('en');

const rowsPerSecond = ({ summary, seconds }: TimedImport): number =>
  Math.round(summary.rows / Math.max(seconds, 0.001));

/** The result for a person: every count that the summary holds has a line under its own name. */
export function importReport(done: TimedImport, rejects: RejectFile): string {
  const { rows, ...outcome } = done.summary;
  const perSecond = grouped(rowsPerSecond(done));
  const lines = [
    `Read ${grouped(rows)} rows in ${done.seconds.toFixed(1)} s (${perSecond} rows/s).`,
    ...countLines(outcome),
    ...rejectLines(rejects),
  ];
  return `${lines.join('\n')}\n`;
}

function countLines(outcome: object): readonly string[] {
  const counts = Object.entries(outcome).filter(isCount);
  const width = Math.max(...counts.map(([name]) => name.length)) + 2;
  return counts.map(([name, count]) => `  ${name.padEnd(width)}${grouped(count)}`);
}

function isCount(entry: [string, unknown]): entry is [string, number] {
  return typeof entry[1] === 'number';
}

/** What a person is told about the rows that did not land. */
function rejectLines(rejects: RejectFile): readonly string[] {
  if (rejects.writtenPath === null) return [];
  const reasons = rejects.reasons
    .slice(0, REASONS_SHOWN)
    .map(({ count, field, example }) => `  ${grouped(count)} × ${field ?? 'row'}: ${example}`);
  return [
    'Rejected, with the first example of each reason:',
    ...reasons,
    `All of them: ${rejects.writtenPath}`,
  ];
}

/** The result for a program: one JSON object on one line. */
export function importResult(done: TimedImport, rejects: RejectFile): string {
  const { failure, ...counts } = done.summary;
  const result = {
    ...counts,
    seconds: Number(done.seconds.toFixed(3)),
    rowsPerSecond: rowsPerSecond(done),
    ...done.figures,
    rejects: rejects.writtenPath,
    failure: failure && { code: failure.code, message: failure.message },
  };
  return `${JSON.stringify(result)}\n`;
}
