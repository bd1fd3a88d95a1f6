import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Database } from '../adapters/storage-typeorm/database';
import { TypeOrmProductStore } from '../adapters/storage-typeorm/typeorm-product-store';
import { TypeOrmSettingsStore } from '../adapters/storage-typeorm/typeorm-settings-store';
import type { ProductStore } from '../catalog/product-store.port';
import type { SettingsStore } from '../catalog/settings-store.port';
import type { Config } from '../config/config';
import { systemClock, type Clock } from '../shared/clock';
import type { NewId } from '../shared/ids';
import { silentLogger, type Logger } from '../shared/logger';

/** Every service of one running Trove, and the way to end it. */
export interface Trove {
  readonly productStore: ProductStore;
  readonly settings: SettingsStore;
  /** Writes what is pending and closes the database. */
  close(): Promise<void>;
}

/** What the machine provides; tests bring their own. */
export interface Surroundings {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly logger: Logger;
}

const machine: Surroundings = { clock: systemClock, newId: randomUUID, logger: silentLogger };

/** Builds the house: the only place that knows every room. */
export async function openTrove(
  config: Config,
  surroundings: Partial<Surroundings> = {},
): Promise<Trove> {
  const { clock: _clock, newId: _newId, logger: _logger } = { ...machine, ...surroundings };
  const database = await Database.open({ kind: 'sqlite', file: join(config.dataDir, 'trove.db') });
  const settings = new TypeOrmSettingsStore(database);
  const productStore = new TypeOrmProductStore(database, []);
  return {
    productStore,
    settings,
    close: () => database.close(),
  };
}
