import type { ChaosReport } from './run-chaos';
import type { RebuildReport, StreamSummary } from './run-rebuild';

export function describeChaos(report: ChaosReport): string {
  const { client, kills } = report;
  const repeated = [...client.repeated].map(([code, times]) => `${code} ${times}`).join(', ');
  return lines(
    report,
    'Database and index agree exactly; every acknowledged event is there once.',
    [
      `products     ${report.products} at the end, after ${report.changes} changes`,
      `events       ${report.events}`,
      `killed       ${kills.length}: ${kills.join(', ')}`,
      `requests     ${client.requests}, repeated: ${repeated || 'none'}`,
      `longest wait ${seconds(client.longestMs / 1000)} for one acknowledgement`,
      `load         ${seconds(report.loadSeconds)}`,
      `drain        ${seconds(report.drainSeconds)} after the last acknowledgement`,
      `worst lag    ${seconds(report.worstLagSeconds)} from a change to the index`,
    ],
  );
}

export function describeRebuild(report: RebuildReport): string {
  return lines(report, 'No search failed; database and index agree exactly.', [
    `products     ${report.products} at the end`,
    `writes       ${stream(report.writes)}`,
    `searches     ${stream(report.searches)}, failed: ${report.failedSearches}`,
    `oldest hit   ${seconds(report.stalestSeconds)} behind what was acknowledged, of ${report.hits} hits`,
    `rebuilds     ${report.rebuildSeconds.map(seconds).join(', ')}`,
    `drain        ${seconds(report.drainSeconds)} after the last acknowledgement`,
  ]);
}

function lines(
  { findings, logs }: { readonly findings: readonly string[]; readonly logs: string },
  verdict: string,
  facts: readonly string[],
): string {
  const end = findings.length === 0 ? [verdict] : ['NOT AS IT SHOULD BE:', ...findings, `Logs: ${logs}`]; // prettier-ignore
  return [...facts, ...end, ''].join('\n');
}

function stream({ perSecond, p50Ms, p99Ms }: StreamSummary): string {
  return `${perSecond.toFixed(1)}/s, p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms`;
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}
