import type { EntityManager } from 'typeorm';
import type { CatalogFollower } from '../../catalog/catalog-follower.port';
import { CATALOG_ORIGIN_SETTING, type CatalogOrigin } from '../../catalog/catalog-origin';
import type { DemoRemover } from '../../catalog/demo-remover.port';
import { asSku } from '../../shared/ids';
import type { Database } from './database';
import { ImpressionFeaturesEntity } from './entities/impression-features.entity';
import { ProductCounterEntity } from './entities/product-counter.entity';
import { ProductEntity } from './entities/product.entity';
import { RecommendationImpressionEntity } from './entities/recommendation-impression.entity';
import { SearchImpressionEntity } from './entities/search-impression.entity';
import { SearchQueryEntity } from './entities/search-query.entity';
import { SettingEntity } from './entities/setting.entity';
import { ShopperDislikeEntity } from './entities/shopper-dislike.entity';
import { ShopperEventEntity } from './entities/shopper-event.entity';
import { ShopperSessionEntity } from './entities/shopper-session.entity';

const OWN: CatalogOrigin = 'import';
const DEMO: CatalogOrigin = 'demo';

/** What was recorded about the demo's products. */
const RECORDS = [
  ShopperEventEntity,
  ProductCounterEntity,
  SearchImpressionEntity,
  ImpressionFeaturesEntity,
  SearchQueryEntity,
  ShopperSessionEntity,
  ShopperDislikeEntity,
  RecommendationImpressionEntity,
] as const;

/** Takes the demo out of a relational database. The demo is small: one transaction holds all of it. */
export class TypeOrmDemoRemover implements DemoRemover {
  constructor(
    private readonly database: Database,
    private readonly followers: readonly CatalogFollower[],
  ) {}

  async makeRoomForImport(): Promise<boolean> {
    return this.database.write(async (transaction) => {
      // Read within the transaction: another import may have been here since the caller looked.
      const origin = await transaction.findOneBy(SettingEntity, { name: CATALOG_ORIGIN_SETTING });
      if (origin?.value === OWN) return false;
      const isDemo = origin?.value === DEMO;
      if (isDemo) await this.removeAll(transaction);
      const own = { name: CATALOG_ORIGIN_SETTING, value: OWN };
      await transaction.upsert(SettingEntity, own, ['name']);
      return isDemo;
    });
  }

  private async removeAll(transaction: EntityManager): Promise<void> {
    const products = await transaction.find(ProductEntity, { select: { id: true, sku: true } });
    const deleted = products.map(({ id, sku }) => ({ rowId: id, sku: asSku(sku) }));
    for (const entity of [ProductEntity, ...RECORDS])
      await transaction.createQueryBuilder().delete().from(entity).execute();
    for (const follower of this.followers)
      await follower.apply({ upserted: [], deleted }, transaction);
  }
}
