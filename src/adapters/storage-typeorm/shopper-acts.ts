import type { EntityManager } from 'typeorm';
import type { EventKind } from '../../feedback/shopper-event.types';
import { asEpochMs } from '../../shared/clock';
import { asEventId, asSku } from '../../shared/ids';
import type { ShopperAct, WhoAsks } from '../../shoppers/shopper.types';
import { BoundSql } from './bound-sql';
import type { DatabaseLocation } from './database';

/** Reads from the log of events what somebody did last, at a cost that goes with how much is asked for, not with how much was done. */
export class ShopperActs {
  private readonly ofShopper: BoundSql;
  private readonly ofSession: BoundSql;

  constructor(kind: DatabaseLocation['kind']) {
    this.ofShopper = new BoundSql(kind, OF_SHOPPER);
    this.ofSession = new BoundSql(kind, latest('session'));
  }

  /** Latest recorded first; by name if there is one, otherwise by session. */
  async recent(
    reader: EntityManager,
    { shopper, session }: WhoAsks,
    limit: number,
  ): Promise<readonly ShopperAct[]> {
    if (shopper === null && session === null) return [];
    const sql = shopper === null ? this.ofSession : this.ofShopper;
    const rows = await sql.rows<ActRow>(reader, [shopper ?? session, limit]);
    return rows.map(toAct);
  }
}

/** Both halves come from an index of their own, each with no more rows than are asked for. */
const OF_SHOPPER = `SELECT * FROM (
    SELECT * FROM (${latest('shopper')}) own UNION ALL SELECT * FROM (${latest('claimed_by')}) claimed
  ) acts ORDER BY sequence DESC LIMIT $2`;

/** The condition on the kind stands as in the indexes, so that the database sees that they hold all that is asked for. */
function latest(whose: 'shopper' | 'session' | 'claimed_by'): string {
  return `SELECT sequence, event_id, sku, kind, rating, occurred_at FROM shopper_event
    WHERE ${whose} = $1 AND kind <> 'IMPRESSION' ORDER BY sequence DESC LIMIT $2`;
}

interface ActRow {
  readonly event_id: string;
  readonly sku: string;
  readonly kind: EventKind;
  readonly rating: number | null;
  /** A text on PostgreSQL, whose numbers are wider. */
  readonly occurred_at: number | string;
}

function toAct({ event_id, sku, kind, rating, occurred_at }: ActRow): ShopperAct {
  const at = asEpochMs(Number(occurred_at));
  return { eventId: asEventId(event_id), sku: asSku(sku), kind, rating, at };
}
