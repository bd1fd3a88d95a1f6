import type { RequestLimits } from '../config/config';
import type { Deadline } from '../shared/deadline';
import type { CatalogAccess } from './catalog-access';
import type { RequestLoaders } from './request-loaders';

/** What every resolver of one request shares. */
export interface RequestContext {
  readonly loaders: RequestLoaders;
  readonly catalogAccess: CatalogAccess;
  readonly limits: RequestLimits;
  /** When the answer is due. */
  readonly deadline: Deadline;
}
