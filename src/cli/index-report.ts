import type { IndexChange } from '../indexing/index-rebuilder';
import type { FailedEntry, IndexingStatus } from '../indexing/outbox.port';
import type { IndexName } from '../indexing/search-index.port';

/** What `trove index status` finds. */
export type IndexStatusReport =
  | {
      readonly engine: 'embedded';
      /** In the catalogue. */
      readonly products: number;
      /** One sentence for each way in which index and catalogue disagree. */
      readonly problems: readonly string[];
    }
  | ({
      readonly engine: 'external';
      readonly products: number;
      readonly live: IndexName | null;
      /** Products that searches see. */
      readonly visible: number;
      readonly underConstruction: IndexName | null;
      readonly kept: IndexName | null;
    } & IndexingStatus);

const number = (value: number): string => value.toLocaleString('en');

export function statusReport(report: IndexStatusReport): string {
  if (report.engine === 'embedded') {
    const verdict =
      report.problems.length === 0
        ? 'It holds what the catalogue holds.'
        : `It disagrees with the catalogue; run "trove index rebuild".\n${report.problems.join('\n')}`;
    return `Embedded index, ${number(report.products)} products in the catalogue. ${verdict}\n`;
  }
  const { live, visible, products, waiting, oldestWaitingMs } = report;
  const { failed, underConstruction, kept } = report;
  const lines = [
    live === null
      ? 'There is no index yet: run "trove index rebuild".'
      : `Live index     ${live}: ${number(visible)} of ${number(products)} products`,
    `Waiting        ${number(waiting)}${waiting === 0 ? '' : `, the oldest for ${number(Math.ceil(oldestWaitingMs / 1000))} s`}`,
    `Given up on    ${number(failed)}${failed === 0 ? '' : ' (see "trove index failed")'}`,
    `In the making  ${underConstruction ?? 'none'}`,
    `Kept           ${kept ?? 'none'}`,
  ];
  return `${lines.join('\n')}\n`;
}

export function changeReport({ live, kept, dropped, products, failed }: IndexChange): string {
  const lines = [
    `Searches now go to ${live}: ${number(products)} products.`,
    kept === null ? '' : `Kept for "trove index rollback": ${kept}.`,
    dropped.length === 0 ? '' : `Dropped: ${dropped.join(', ')}.`,
    failed === 0 ? '' : `${number(failed)} products had been given up on; they are tried again.`,
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

export function failedReport({ sku, attempts, reason }: FailedEntry): string {
  return `${sku}\t${number(attempts)} attempts\t${reason}\n`;
}
