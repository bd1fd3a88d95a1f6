import { setTimeout as sleep } from 'node:timers/promises';
import { query } from './inspect-records';

/** How far the index is behind. */
export interface IndexingState {
  readonly waiting: number;
  readonly done: number;
  readonly failed: number;
  /** How long the oldest change has been waiting, in milliseconds. */
  readonly lagMs: number;
  /** Events whose effect on popularity no indexer has read yet. */
  readonly unreadEvents: number;
}

const STATE = `
  SELECT
    count(*) FILTER (WHERE state = 'WAITING')::int AS waiting,
    count(*) FILTER (WHERE state = 'DONE')::int AS done,
    count(*) FILTER (WHERE state = 'FAILED')::int AS failed,
    min(waiting_since) FILTER (WHERE state = 'WAITING') AS since,
    (SELECT count(*) FROM shopper_event WHERE sequence > COALESCE(
      (SELECT value::bigint FROM setting WHERE name = 'search-popularity-sequence'), 0))::int AS unread
  FROM search_outbox`;

interface StateRow extends Omit<IndexingState, 'lagMs' | 'unreadEvents'> {
  readonly since: string | null;
  readonly unread: number;
}

/** @returns null while PostgreSQL does not answer */
export async function readIndexing(url: string): Promise<IndexingState | null> {
  try {
    const [row] = await query<StateRow>(url, STATE);
    if (!row) return null;
    const { since, unread, ...counts } = row;
    const lagMs = since === null ? 0 : Math.max(0, Date.now() - Number(since));
    return { ...counts, lagMs, unreadEvents: unread };
  } catch {
    return null;
  }
}

const POLL_MS = 500;

/** Waits until the index has all, popularity included. @returns how long that took, in milliseconds; null when it took too long */
export async function untilIndexed(
  url: string,
  timeoutMs: number,
  onState: (state: IndexingState) => void,
): Promise<number | null> {
  const begunAt = performance.now();
  while (performance.now() - begunAt < timeoutMs) {
    const state = await readIndexing(url);
    if (state) onState(state);
    if (state && state.waiting + state.unreadEvents === 0) return performance.now() - begunAt;
    await sleep(POLL_MS);
  }
  return null;
}
