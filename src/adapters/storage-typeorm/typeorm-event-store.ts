import { MoreThan, type EntityManager } from 'typeorm';
import { counterChanges } from '../../feedback/counter-change';
import type {
  EventStore,
  LoggedEvent,
  ProductCounters,
  RecordCounts,
} from '../../feedback/event-store.port';
import { decayedTo } from '../../feedback/popularity';
import type { ShopperEvent } from '../../feedback/shopper-event.types';
import { trendAsOf } from '../../feedback/trend';
import { asEpochMs, type EpochMs } from '../../shared/clock';
import { asSku, type EventId, type SessionId, type ShopperId, type Sku } from '../../shared/ids';
import type { Database } from './database';
import { ProductCounterEntity } from './entities/product-counter.entity';
import { ShopperEventEntity } from './entities/shopper-event.entity';
import {
  COUNTER_COLUMNS,
  counterValues,
  EVENT_COLUMNS,
  eventValues,
  toLoggedEvent,
} from './event-rows';
import { inJsonList } from './in-list';
import { RowInserter } from './insert-rows';
import { opinionsIn } from './opinions-in-events';
import { takeRecordingLock } from './recording-lock';
import { claimsIn, namelessSessions, SessionClaims } from './session-claims';
import { ShopperDislikes } from './shopper-dislikes';
import { ADDED_TREND } from './trend-sql';

/** The log of events and the counters that follow from it, in a relational database. */
export class TypeOrmEventStore implements EventStore {
  private readonly eventInserter: RowInserter;
  private readonly counterInserter: RowInserter;
  private readonly claims: SessionClaims;
  private readonly dislikes: ShopperDislikes;

  constructor(private readonly database: Database) {
    const { kind } = database.location;
    this.eventInserter = new RowInserter(kind, {
      table: 'shopper_event',
      columns: EVENT_COLUMNS,
      ending: 'ON CONFLICT (event_id) DO NOTHING RETURNING event_id',
    });
    this.counterInserter = new RowInserter(kind, {
      table: 'product_counter',
      columns: COUNTER_COLUMNS,
      ending: ADD_TO_COUNTERS,
    });
    this.claims = new SessionClaims(kind);
    this.dislikes = new ShopperDislikes(kind);
  }

  async record(events: readonly ShopperEvent[], receivedAt: EpochMs): Promise<RecordCounts> {
    const byId = firstById(events);
    const recorded = await this.database.write(async (transaction) => {
      await takeRecordingLock(transaction, this.database.location.kind);
      const isNew = await this.claims.claim(transaction, claimsIn(byId.values()), receivedAt);
      const nameless = namelessSessions(byId.values());
      const owners = await this.claims.ownersOf(transaction, nameless);
      const added = await this.append(transaction, byId, { receivedAt, owners });
      await this.claims.adopt(transaction, isNew);
      if (added.length === 0) return 0;
      await this.raiseCounters(transaction, added);
      await this.hearOpinions(transaction, added, { receivedAt, owners });
      return added.length;
    });
    return { recorded, duplicates: events.length - recorded };
  }

  async countersOf(skus: readonly Sku[], at: EpochMs): Promise<ReadonlyMap<Sku, ProductCounters>> {
    const rows = await this.database.reader.manager
      .createQueryBuilder(ProductCounterEntity, 'counter')
      .where(`counter.sku ${inJsonList(this.database.location.kind, ':skus')}`, {
        skus: JSON.stringify(skus),
      })
      .getMany();
    return new Map(rows.map((row) => [asSku(row.sku), toCounters(row, at)]));
  }

  async countersAfter(
    after: Sku | null,
    limit: number,
    at: EpochMs,
  ): Promise<readonly ProductCounters[]> {
    const rows = await this.database.reader.manager.find(ProductCounterEntity, {
      where: after === null ? {} : { sku: MoreThan(after) },
      order: { sku: 'ASC' },
      take: limit,
    });
    return rows.map((row) => toCounters(row, at));
  }

  async read(afterSequence: number, limit: number): Promise<readonly LoggedEvent[]> {
    const rows = await this.database.reader.manager.find(ShopperEventEntity, {
      where: { sequence: MoreThan(afterSequence) },
      order: { sequence: 'ASC' },
      take: limit,
    });
    return rows.map(toLoggedEvent);
  }

  async count(): Promise<number> {
    return this.database.reader.manager.count(ShopperEventEntity);
  }

  /** Returns the events that were not in the log yet. */
  private async append(
    transaction: EntityManager,
    byId: ReadonlyMap<EventId, ShopperEvent>,
    { receivedAt, owners }: Arrival,
  ): Promise<readonly ShopperEvent[]> {
    const rows = [...byId.values()].map((event) =>
      eventValues(event, receivedAt, claimantOf(event, owners)),
    );
    const added = await this.eventInserter.insert(transaction, rows);
    const addedIds = new Set((added as { event_id: EventId }[]).map((row) => row.event_id));
    return [...byId.values()].filter((event) => addedIds.has(event.eventId));
  }

  private async raiseCounters(
    transaction: EntityManager,
    events: readonly ShopperEvent[],
  ): Promise<void> {
    await this.counterInserter.insert(transaction, counterChanges(events).map(counterValues));
  }

  private async hearOpinions(
    transaction: EntityManager,
    events: readonly ShopperEvent[],
    { receivedAt, owners }: Arrival,
  ): Promise<void> {
    const { disliked, liked } = opinionsIn(events, owners);
    await this.dislikes.takeBack(transaction, liked);
    await this.dislikes.add(transaction, disliked, receivedAt);
  }
}

/** When a batch came, and whose the sessions of its nameless events are. */
interface Arrival {
  readonly receivedAt: EpochMs;
  readonly owners: ReadonlyMap<SessionId, ShopperId>;
}

/** Who did a nameless act; being shown something is none. */
function claimantOf(
  { kind, shopper, session }: ShopperEvent,
  owners: ReadonlyMap<SessionId, ShopperId>,
): ShopperId | null {
  if (kind === 'IMPRESSION' || shopper !== null || session === null) return null;
  return owners.get(session) ?? null;
}

/** The first event of each id: what a batch repeats counts once. */
function firstById(events: readonly ShopperEvent[]): ReadonlyMap<EventId, ShopperEvent> {
  const byId = new Map<EventId, ShopperEvent>();
  for (const event of events) if (!byId.has(event.eventId)) byId.set(event.eventId, event);
  return byId;
}

const SUMMED_COUNTERS = ['impressions', 'views', 'clicks', 'carts', 'purchases', 'popularity'];

const ADD_TO_COUNTERS = `ON CONFLICT (sku) DO UPDATE SET ${[
  ...SUMMED_COUNTERS.map((name) => `${name} = product_counter.${name} + excluded.${name}`),
  `trend = ${ADDED_TREND}`,
  'last_event_at = CASE WHEN excluded.last_event_at > product_counter.last_event_at ' +
    'THEN excluded.last_event_at ELSE product_counter.last_event_at END',
].join(', ')}`;

function toCounters(row: ProductCounterEntity, at: EpochMs): ProductCounters {
  return {
    sku: asSku(row.sku),
    impressions: row.impressions,
    views: row.views,
    clicks: row.clicks,
    carts: row.carts,
    purchases: row.purchases,
    popularity: decayedTo(at, row.popularity),
    trend: trendAsOf(at, { sum: row.trend, at: asEpochMs(row.lastEventAt) }),
  };
}
