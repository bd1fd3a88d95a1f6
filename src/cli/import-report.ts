import type { ImportSummary } from '../catalog/import-products';
import type { RejectFile } from './reject-file';

/** What an import did, and how long it took. */
export interface TimedImport {
  readonly summary: ImportSummary;
  readonly seconds: number;
  /** The most memory that the process held so far, in MiB. */
  readonly peakMemoryMib: number;
}

/** Reasons shown to a person; the reject file has the rest. */
const REASONS_SHOWN = 5;

const grouped = (count: number): string => count.toLocaleString('en');

/** The result for a person. */
export function importReport({ summary, seconds }: TimedImport, rejects: RejectFile): string {
  const perSecond = grouped(Math.round(summary.rows / Math.max(seconds, 0.001)));
  const lines = [
    `Read ${grouped(summary.rows)} rows in ${seconds.toFixed(1)} s (${perSecond} rows/s).`,
    `  created    ${grouped(summary.created)}`,
    `  updated    ${grouped(summary.updated)}`,
    `  unchanged  ${grouped(summary.unchanged)}`,
    `  merged     ${grouped(summary.merged)}`,
    `  rejected   ${grouped(summary.rejected)}`,
    ...(summary.removed === null ? [] : [`  removed    ${grouped(summary.removed)}`]),
    ...rejectLines(rejects),
  ];
  return `${lines.join('\n')}\n`;
}

/** What a person is told about the rows that did not land. */
export function rejectLines(rejects: RejectFile): readonly string[] {
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
export function importResult(timed: TimedImport, rejects: RejectFile): string {
  const { summary, seconds, peakMemoryMib } = timed;
  const { failure, ...counts } = summary;
  const result = {
    ...counts,
    seconds: Number(seconds.toFixed(3)),
    rowsPerSecond: Math.round(summary.rows / Math.max(seconds, 0.001)),
    peakMemoryMib: Math.round(peakMemoryMib),
    rejects: rejects.writtenPath,
    failure: failure && { code: failure.code, message: failure.message },
  };
  return `${JSON.stringify(result)}\n`;
}
