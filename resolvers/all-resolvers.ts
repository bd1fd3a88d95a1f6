import type { NonEmptyArray } from 'type-graphql';
import type { CatalogService } from '../src/catalog/catalog-service';
import type { FeedbackService } from '../src/feedback/feedback-service';
import type { SearchService } from '../src/search/search-service';
import { CatalogChangesResolver } from './catalog-changes.resolver';
import { EventsResolver } from './events.resolver';
import { NodeResolver } from './node.resolver';
import { ProductResolver } from './product.resolver';
import { ProductsResolver } from './products.resolver';
import { SearchResolver } from './search.resolver';

/** The services that resolvers ask. */
export interface Services {
  readonly catalog: CatalogService;
  readonly search: SearchService;
  readonly feedback: FeedbackService;
}

/** Everything that answers a query or a mutation. */
export const RESOLVERS = [
  SearchResolver,
  ProductResolver,
  ProductsResolver,
  NodeResolver,
  CatalogChangesResolver,
  EventsResolver,
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
  ]);
}
