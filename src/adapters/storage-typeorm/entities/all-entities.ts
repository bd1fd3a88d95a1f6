import { ProductCounterEntity } from './product-counter.entity';
import { ProductVectorEntity } from './product-vector.entity';
import { ProductEntity } from './product.entity';
import { SearchImpressionEntity } from './search-impression.entity';
import { SearchOutboxEntity } from './search-outbox.entity';
import { SearchQueryEntity } from './search-query.entity';
import { SettingEntity } from './setting.entity';
import { ShopperEventEntity } from './shopper-event.entity';
import { VectorSetEntity } from './vector-set.entity';

export const ALL_ENTITIES = [
  ProductEntity,
  ProductCounterEntity,
  ProductVectorEntity,
  SearchImpressionEntity,
  SearchOutboxEntity,
  SearchQueryEntity,
  SettingEntity,
  ShopperEventEntity,
  VectorSetEntity,
] as const;
