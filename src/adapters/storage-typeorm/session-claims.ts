import type { EntityManager } from 'typeorm';
import type { ShopperEvent } from '../../feedback/shopper-event.types';
import type { EpochMs } from '../../shared/clock';
import { asSessionId, asShopperId, type SessionId, type ShopperId } from '../../shared/ids';
import { BoundSql } from './bound-sql';
import type { DatabaseLocation } from './database';
import { inJsonList } from './in-list';
import { RowInserter } from './insert-rows';

/** Whose sessions are whose. A session belongs to the first who claimed it. */
export class SessionClaims {
  private readonly claims: RowInserter;
  private readonly owners: BoundSql;
  private readonly adoptions: readonly BoundSql[];

  constructor(kind: DatabaseLocation['kind']) {
    this.claims = new RowInserter(kind, {
      table: 'shopper_session',
      columns: ['session', 'shopper', 'claimed_at'],
      ending: 'ON CONFLICT (session) DO NOTHING RETURNING session',
    });
    const listed = inJsonList(kind, '$1');
    this.owners = new BoundSql(
      kind,
      `SELECT session, shopper FROM shopper_session WHERE session ${listed}`,
    );
    this.adoptions = adoptionSql(listed).map((sql) => new BoundSql(kind, sql));
  }

  /** Claims what nobody has claimed. @returns the sessions that have an owner since now. */
  async claim(
    transaction: EntityManager,
    wanted: ReadonlyMap<SessionId, ShopperId>,
    at: EpochMs,
  ): Promise<readonly SessionId[]> {
    // In one order, so that no two writers wait for each other.
    const rows = [...wanted].sort(([left], [right]) => (left < right ? -1 : 1));
    const claimed = await this.claims.insert(
      transaction,
      rows.map(([session, shopper]) => [session, shopper, at]),
    );
    return (claimed as { session: string }[]).map(({ session }) => asSessionId(session));
  }

  /** Sessions that nobody has claimed are absent. */
  async ownersOf(
    transaction: EntityManager,
    sessions: readonly SessionId[],
  ): Promise<ReadonlyMap<SessionId, ShopperId>> {
    if (sessions.length === 0) return new Map();
    const rows = await this.owners.rows<{ session: string; shopper: string }>(transaction, [
      JSON.stringify(sessions),
    ]);
    return new Map(
      rows.map(({ session, shopper }) => [asSessionId(session), asShopperId(shopper)]),
    );
  }

  /** Makes what was done and said in these sessions before their owners'. */
  async adopt(transaction: EntityManager, sessions: readonly SessionId[]): Promise<void> {
    if (sessions.length === 0) return;
    for (const sql of this.adoptions) await sql.rows(transaction, [JSON.stringify(sessions)]);
  }
}

/** The first shopper whom the events name beside each session. */
export function claimsIn(events: Iterable<ShopperEvent>): ReadonlyMap<SessionId, ShopperId> {
  const claims = new Map<SessionId, ShopperId>();
  for (const { shopper, session } of events)
    if (shopper !== null && session !== null && !claims.has(session)) claims.set(session, shopper);
  return claims;
}

/** The sessions in which the events happened without a name. */
export function namelessSessions(events: Iterable<ShopperEvent>): readonly SessionId[] {
  const sessions = new Set<SessionId>();
  for (const { shopper, session } of events)
    if (shopper === null && session !== null) sessions.add(session);
  return [...sessions];
}

/**
 * What was done and said without a name in the sessions that are `listed`, made their owners'. That nobody is named is asked in a way for which no index is of
 * use: SQLite would else look through all nameless acts of the log instead of those of the session.
 */
export function adoptionSql(listed: string): readonly string[] {
  return [
    `UPDATE shopper_event
     SET claimed_by = (SELECT claim.shopper FROM shopper_session claim WHERE claim.session = shopper_event.session)
     WHERE session ${listed} AND COALESCE(shopper, '') = '' AND kind <> 'IMPRESSION'`,
    `UPDATE shopper_dislike SET owner = 'shopper:' || claim.shopper FROM shopper_session claim
     WHERE claim.session ${listed} AND shopper_dislike.who = 'session:' || claim.session`,
  ];
}
