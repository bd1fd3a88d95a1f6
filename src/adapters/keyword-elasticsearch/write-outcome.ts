import type { estypes } from '@elastic/elasticsearch';
import type { WriteOutcome } from '../../indexing/search-index.port';
import type { Sku } from '../../shared/ids';

type BulkItem = Partial<Record<estypes.BulkOperationType, estypes.BulkResponseItem>>;

const CONFLICT = 409;
/** A deletion of what was never there is remembered all the same. */
const NOT_FOUND = 404;

/** Too many requests, or a fault of the cluster: another attempt may succeed. */
const isRetryable = (status: number): boolean => status === 429 || status >= 500;

/** What became of one product, from what the bulk request says about its line. */
export function outcomeOf(sku: Sku, item: BulkItem): WriteOutcome {
  const answer = item.index ?? item.delete;
  const status = answer?.status ?? 500;
  if (status === CONFLICT) return { sku, outcome: 'STALE' };
  const gone = item.delete && status === NOT_FOUND && !answer?.error;
  if (status < 300 || gone) return { sku, outcome: 'WRITTEN' };
  const { type = 'unknown', reason } = answer?.error ?? {};
  return {
    sku,
    outcome: 'FAILED',
    retryable: isRetryable(status) || type === 'index_not_found_exception',
    reason: [type, reason, answer?.error?.caused_by?.reason].filter(Boolean).join(': '),
  };
}
