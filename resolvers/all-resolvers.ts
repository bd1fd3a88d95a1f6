import type { NonEmptyArray } from 'type-graphql';
import type { CatalogService } from '../src/catalog/catalog-service';
import type { FeedbackService } from '../src/feedback/feedback-service';
import type { ModelService } from '../src/models/model-service';
import type { RankingStatus } from '../src/ranking/ranking-status.types';
import type { Recommendations } from '../src/recommendation/recommendations.port';
import type { SearchService } from '../src/search/search-service';
import type { ShopperService } from '../src/shoppers/shopper-service';
import { CatalogChangesResolver } from './catalog-changes.resolver';
import { EventsResolver } from './events.resolver';
import { ModelChangesResolver } from './model-changes.resolver';
import { ModelsResolver } from './models.resolver';
import { NodeResolver } from './node.resolver';
import { ProductResolver } from './product.resolver';
import { ProductsResolver } from './products.resolver';
import { RecommendationReasonResolver } from './recommendation-reason.resolver';
import { RecommendationsResolver } from './recommendations.resolver';
import { SearchResolver } from './search.resolver';
import { ShopperActResolver, ShoppersResolver } from './shoppers.resolver';

/** The services that resolvers ask. */
export interface Services {
  readonly catalog: CatalogService;
  readonly search: SearchService;
  readonly feedback: FeedbackService;
  readonly models: ModelService;
  readonly rankingStatus: () => RankingStatus;
  readonly recommendations: Recommendations;
  readonly shoppers: ShopperService;
}

/** Everything that answers a query or a mutation. */
export const RESOLVERS = [
  SearchResolver,
  ProductResolver,
  ProductsResolver,
  NodeResolver,
  CatalogChangesResolver,
  EventsResolver,
  ModelsResolver,
  ModelChangesResolver,
  RecommendationsResolver,
  RecommendationReasonResolver,
  ShoppersResolver,
  ShopperActResolver,
] as const satisfies NonEmptyArray<unknown>;

/** One object of each resolver class. */
export function resolverObjects(services: Services): ReadonlyMap<unknown, object> {
  return new Map<unknown, object>([
    [SearchResolver, new SearchResolver(services.search)],
    [ProductResolver, new ProductResolver()],
    [ProductsResolver, new ProductsResolver(services.catalog)],
    [NodeResolver, new NodeResolver()],
    [CatalogChangesResolver, new CatalogChangesResolver(services.catalog)],
    [EventsResolver, new EventsResolver(services.feedback)],
    [ModelsResolver, new ModelsResolver(services.models, services.rankingStatus)],
    [ModelChangesResolver, new ModelChangesResolver(services.models)],
    [RecommendationsResolver, new RecommendationsResolver(services.recommendations)],
    [RecommendationReasonResolver, new RecommendationReasonResolver()],
    [ShoppersResolver, new ShoppersResolver(services.shoppers)],
    [ShopperActResolver, new ShopperActResolver()],
  ]);
}
