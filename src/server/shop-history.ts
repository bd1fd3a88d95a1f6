import type { Database } from '../adapters/storage-typeorm/database';
import { TypeOrmEventStore } from '../adapters/storage-typeorm/typeorm-event-store';
import { TypeOrmProductStore } from '../adapters/storage-typeorm/typeorm-product-store';
import type { Config } from '../config/config';
import { asEpochMs, type Clock } from '../shared/clock';
import type { Sku } from '../shared/ids';
import { gatherHistory, type GatheredHistory } from '../training/recommender/gather-history';

const DAY_MS = 86_400_000;

/** Clocks of clients may be ahead by so much, in milliseconds. */
const AHEAD_MS = DAY_MS;

/** What recommenders learn from, of the days that are configured. */
export function shopHistory(
  database: Database,
  { historyDays }: Config['training']['recommenders'],
  clock: Clock,
): (first: readonly Sku[], signal: AbortSignal) => Promise<GatheredHistory> {
  const sources = {
    events: new TypeOrmEventStore(database),
    products: new TypeOrmProductStore(database, []),
  };
  return (first, signal) => {
    const now = clock();
    const range = { from: asEpochMs(now - historyDays * DAY_MS), to: asEpochMs(now + AHEAD_MS) };
    return gatherHistory(sources, range, first, signal);
  };
}
