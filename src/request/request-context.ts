import type { RequestLimits } from '../config/config';
import type { CatalogAccess } from './catalog-access';
import type { RequestLoaders } from './request-loaders';

/** What every resolver of one request shares. */
export interface RequestContext {
  readonly loaders: RequestLoaders;
  readonly catalogAccess: CatalogAccess;
  readonly limits: RequestLimits;
}
