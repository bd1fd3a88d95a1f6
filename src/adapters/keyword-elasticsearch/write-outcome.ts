import type { estypes } from '@elastic/elasticsearch';
import type { IndexName, WriteOutcome } from '../../indexing/search-index.port';
import type { Sku } from '../../shared/ids';

type BulkItem = Partial<Record<estypes.BulkOperationType, estypes.BulkResponseItem>>;

const CONFLICT = 409;
const NOT_FOUND = 404;
const TOO_MANY_REQUESTS = 429;
const SERVER_FAULT = 500;

/** What became of one product, from what the bulk request says about its line. */
export function outcomeOf(sku: Sku, item: BulkItem): WriteOutcome {
  const answer = item.index ?? item.delete;
  if (!answer) return { sku, outcome: 'FAILED', retryable: true, reason: 'no answer' };
  if (answer.status === CONFLICT) return { sku, outcome: 'STALE' };
  // A deletion of what was never there has the status 404, and no error: it is remembered all the same.
  if (answer.error) return failure(sku, answer.status, answer.error);
  return { sku, outcome: 'WRITTEN' };
}

/** An index that is not there may come back: a rebuild drops the old one. */
export function missingIndex(sku: Sku, index: IndexName): WriteOutcome {
  return { sku, outcome: 'FAILED', retryable: true, reason: `there is no index ${index}` };
}

function failure(sku: Sku, status: number, error: estypes.ErrorCause): WriteOutcome {
  const retryable = status === TOO_MANY_REQUESTS || status === NOT_FOUND || status >= SERVER_FAULT;
  const causes = [error.type, error.reason, error.caused_by?.reason];
  return { sku, outcome: 'FAILED', retryable, reason: causes.filter(Boolean).join(': ') };
}
