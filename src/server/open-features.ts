import { answeringKnownErrors } from '../adapters/storage-typeorm/answering-known-errors';
import type { Database } from '../adapters/storage-typeorm/database';
import { TypeOrmShopperHistory } from '../adapters/storage-typeorm/typeorm-shopper-history';
import type { ProductStore } from '../catalog/product-store.port';
import type { EventStore } from '../feedback/event-store.port';
import { CatalogueFeatureBuilder } from '../ranking/features/catalogue-feature-builder';
import type { FeatureBuilder } from '../ranking/features/feature-builder.port';
import { PriorBoard } from '../ranking/features/prior-board';
import { PriorRefresher } from '../ranking/features/prior-refresher';
import type { Analyzer } from '../search/analysis/analyzer';
import type { KeywordEngine } from '../search/keyword-engine.port';
import type { SemanticSpaces } from '../search/semantic/semantic-spaces.port';
import type { VectorIndex } from '../search/semantic/vector-index.port';
import { systemTimer } from '../shared/timer';
import type { Surroundings } from './surroundings';

export interface FeatureSources {
  readonly database: Database;
  readonly analyzer: Analyzer;
  readonly engine: KeywordEngine;
  readonly products: ProductStore;
  readonly events: EventStore;
  readonly spaces: SemanticSpaces;
  readonly vectors: Pick<VectorIndex, 'vectorsOf'>;
}

/** What rankers know of candidates, and the way to end what keeps it fresh. */
export interface OpenFeatures {
  readonly builder: FeatureBuilder;
  close(): Promise<void>;
}

export function openFeatures(
  { database, events, ...sources }: FeatureSources,
  { clock, logger }: Surroundings,
): OpenFeatures {
  const board = new PriorBoard({ events, products: sources.products });
  const refresher = new PriorRefresher({ board, after: systemTimer, clock, logger });
  refresher.start();
  const history = answeringKnownErrors(new TypeOrmShopperHistory(database));
  const builder = new CatalogueFeatureBuilder({
    ...sources,
    priors: board,
    history,
    clock,
    logger,
  });
  return { builder, close: () => refresher.close() };
}
