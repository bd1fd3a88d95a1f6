import { parseArgs } from 'node:util';
import { startProgress } from '../../src/cli/progress';
import { PARTS, type Part } from './kill-plan';
import { runChaos, type ChaosReport } from './run-chaos';

/** `npm run chaos -- [--seed N] [--products N] [--events N] [--batch N] [--kills N] [--redis-kills N]` */
const OPTIONS = {
  seed: { type: 'string', default: '1' },
  products: { type: 'string', default: '100000' },
  events: { type: 'string', default: '200000' },
  batch: { type: 'string', default: '250' },
  kills: { type: 'string', default: '5' },
  'redis-kills': { type: 'string', default: '2' },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const kills = Object.fromEntries(
    PARTS.map((part) => [part, Number(part === 'redis' ? values['redis-kills'] : values.kills)]),
  ) as Record<Part, number>;
  const progress = startProgress('Chaos', true);
  const report = await runChaos(
    {
      seed: Number(values.seed),
      products: Number(values.products),
      events: Number(values.events),
      batch: Number(values.batch),
      kills,
    },
    (done, note) => {
      progress.update(done, note);
    },
  );
  progress.end();
  process.stdout.write(described(report));
  process.exitCode = report.findings.length === 0 ? 0 : 1;
}

function described(report: ChaosReport): string {
  const { client, findings, kills } = report;
  const repeated = [...client.repeated].map(([code, times]) => `${code} ${times}`).join(', ');
  const verdict =
    findings.length === 0
      ? ['Database and index agree exactly; every acknowledged event is there once.']
      : ['NOT AS IT SHOULD BE:', ...findings, `Logs: ${report.logs}`];
  return [
    `products     ${report.products} at the end, after ${report.changes} changes`,
    `events       ${report.events}`,
    `killed       ${kills.length}: ${kills.join(', ')}`,
    `requests     ${client.requests}, repeated: ${repeated || 'none'}`,
    `longest wait ${(client.longestMs / 1000).toFixed(1)} s for one acknowledgement`,
    `load         ${report.loadSeconds.toFixed(1)} s`,
    `drain        ${report.drainSeconds.toFixed(1)} s after the last acknowledgement`,
    `worst lag    ${report.worstLagSeconds.toFixed(1)} s from a change to the index`,
    ...verdict,
    '',
  ].join('\n');
}

void main();
