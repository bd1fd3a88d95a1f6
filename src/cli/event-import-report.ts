import type { EventImportSummary } from '../feedback/import-events';
import { rejectLines } from './import-report';
import type { RejectFile } from './reject-file';

/** What an import of events did, and how long it took. */
export interface TimedEventImport {
  readonly summary: EventImportSummary;
  readonly seconds: number;
}

const grouped = (count: number): string => count.toLocaleString('en');

/** The result for a person. */
export function eventImportReport(
  { summary, seconds }: TimedEventImport,
  rejects: RejectFile,
): string {
  const perSecond = grouped(Math.round(summary.rows / Math.max(seconds, 0.001)));
  const lines = [
    `Read ${grouped(summary.rows)} rows in ${seconds.toFixed(1)} s (${perSecond} rows/s).`,
    `  recorded    ${grouped(summary.recorded)}`,
    `  duplicates  ${grouped(summary.duplicates)}`,
    `  rejected    ${grouped(summary.rejected)}`,
    ...rejectLines(rejects),
  ];
  return `${lines.join('\n')}\n`;
}

/** The result for a program: one JSON object on one line. */
export function eventImportResult(
  { summary, seconds }: TimedEventImport,
  rejects: RejectFile,
): string {
  const { failure, ...counts } = summary;
  const result = {
    ...counts,
    seconds: Number(seconds.toFixed(3)),
    rowsPerSecond: Math.round(summary.rows / Math.max(seconds, 0.001)),
    rejects: rejects.writtenPath,
    failure: failure && { code: failure.code, message: failure.message },
  };
  return `${JSON.stringify(result)}\n`;
}
