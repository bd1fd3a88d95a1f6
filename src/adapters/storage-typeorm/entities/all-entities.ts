import { ArtefactPartEntity } from './artefact-part.entity';
import { ArtefactEntity } from './artefact.entity';
import { ModelPromotionEntity } from './model-promotion.entity';
import { ModelEntity } from './model.entity';
import { ImpressionFeaturesEntity } from './impression-features.entity';
import { ProductCounterEntity } from './product-counter.entity';
import { ProductVectorEntity } from './product-vector.entity';
import { ProductEntity } from './product.entity';
import { RecommendationImpressionEntity } from './recommendation-impression.entity';
import { SearchImpressionEntity } from './search-impression.entity';
import { SearchOutboxEntity } from './search-outbox.entity';
import { SearchQueryEntity } from './search-query.entity';
import { SettingEntity } from './setting.entity';
import { ShopperDislikeEntity } from './shopper-dislike.entity';
import { ShopperEventEntity } from './shopper-event.entity';
import { ShopperSessionEntity } from './shopper-session.entity';
import { TrainingRunEntity } from './training-run.entity';
import { VectorSetEntity } from './vector-set.entity';

export const ALL_ENTITIES = [
  ImpressionFeaturesEntity,
  ArtefactEntity,
  ArtefactPartEntity,
  ModelEntity,
  ModelPromotionEntity,
  ProductEntity,
  ProductCounterEntity,
  ProductVectorEntity,
  RecommendationImpressionEntity,
  SearchImpressionEntity,
  SearchOutboxEntity,
  SearchQueryEntity,
  SettingEntity,
  ShopperDislikeEntity,
  ShopperEventEntity,
  ShopperSessionEntity,
  TrainingRunEntity,
  VectorSetEntity,
] as const;
