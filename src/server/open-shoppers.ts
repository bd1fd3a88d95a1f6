import { answeringKnownErrors } from '../adapters/storage-typeorm/answering-known-errors';
import type { Database } from '../adapters/storage-typeorm/database';
import { TypeOrmRecommendationLog } from '../adapters/storage-typeorm/typeorm-recommendation-log';
import { TypeOrmShopperMemory } from '../adapters/storage-typeorm/typeorm-shopper-memory';
import type { ProductStore } from '../catalog/product-store.port';
import type { Config } from '../config/config';
import type { RecommendationLog } from '../recommendation/recommendation-log.port';
import { asEpochMs, type EpochMs } from '../shared/clock';
import { systemTimer } from '../shared/timer';
import type { ShopperMemory } from '../shoppers/shopper-memory.port';
import { ShopperService } from '../shoppers/shopper-service';
import type { Surroundings } from './surroundings';

/** What is known of shoppers, what was recommended to them, and the way to end it. */
export interface OpenShoppers {
  readonly shoppers: ShopperService;
  readonly memory: ShopperMemory;
  readonly log: RecommendationLog;
  /** Forgets lists that were shown before anybody still learns from them. */
  readonly forgetLists: (now: EpochMs) => Promise<void>;
  /** Writes what is noted. */
  readonly close: () => Promise<void>;
}

const DAY_MS = 24 * 3_600_000;

export function openShoppers(
  database: Database,
  products: Pick<ProductStore, 'findBySkus'>,
  { training }: Pick<Config, 'training'>,
  { clock, logger }: Surroundings,
): OpenShoppers {
  const memory = answeringKnownErrors(new TypeOrmShopperMemory(database));
  const log = answeringKnownErrors(
    new TypeOrmRecommendationLog(database, { logger, after: systemTimer }),
  );
  return {
    shoppers: new ShopperService({ memory, products, clock }),
    memory,
    log,
    forgetLists: async (now) => {
      await log.forget(asEpochMs(now - training.historyDays * DAY_MS));
    },
    close: () => log.close(),
  };
}
