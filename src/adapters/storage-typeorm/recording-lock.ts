import type { EntityManager } from 'typeorm';
import type { DatabaseLocation } from './database';

/** Any fixed number will do. */
const RECORDING_LOCK = 7_418_529_630;

/**
 * On PostgreSQL, one process at a time records events or claims sessions, until its transaction ends; SQLite has one writer anyway. Otherwise a batch
 * could commit after another one with higher sequence numbers, and whoever reads on from there would never see it; and an event could be
 * recorded beside the claim of its session, and belong to nobody.
 */
export async function takeRecordingLock(
  transaction: EntityManager,
  kind: DatabaseLocation['kind'],
): Promise<void> {
  if (kind === 'postgres')
    await transaction.query(`SELECT pg_advisory_xact_lock(${RECORDING_LOCK})`);
}
