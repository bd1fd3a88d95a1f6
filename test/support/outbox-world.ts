import type { Database } from '../../src/adapters/storage-typeorm/database';
import { OutboxFollower } from '../../src/adapters/storage-typeorm/outbox-follower';
import { TypeOrmEventStore } from '../../src/adapters/storage-typeorm/typeorm-event-store';
import { TypeOrmIndexLedger } from '../../src/adapters/storage-typeorm/typeorm-index-ledger';
import { TypeOrmIndexSource } from '../../src/adapters/storage-typeorm/typeorm-index-source';
import { TypeOrmOutbox } from '../../src/adapters/storage-typeorm/typeorm-outbox';
import { TypeOrmProductStore } from '../../src/adapters/storage-typeorm/typeorm-product-store';
import type { Clock } from '../../src/shared/clock';
import type { OutboxWorld } from '../contracts/outbox.contract';

/** Indexing's part of a database, with the clock of the test. */
export function outboxWorldOn(database: Database, clock: Clock): OutboxWorld {
  const follower = new OutboxFollower(database.location.kind, clock);
  return {
    outbox: new TypeOrmOutbox(database),
    source: new TypeOrmIndexSource(database),
    ledger: new TypeOrmIndexLedger(database),
    events: new TypeOrmEventStore(database),
    storeWith: (others) => new TypeOrmProductStore(database, [follower, ...others]),
    storeWithoutOutbox: new TypeOrmProductStore(database, []),
  };
}
