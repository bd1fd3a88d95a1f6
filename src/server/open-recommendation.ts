import { answeringKnownErrors } from '../adapters/storage-typeorm/answering-known-errors';
import { TypeOrmBoardSource } from '../adapters/storage-typeorm/typeorm-board-source';
import { TypeOrmProductDigests } from '../adapters/storage-typeorm/typeorm-product-digests';
import type { Config } from '../config/config';
import type { EventStore } from '../feedback/event-store.port';
import { BoardKeeper } from '../recommendation/board/board-keeper';
import { MemoryCatalogueBoard } from '../recommendation/board/memory-catalogue-board';
import { FreshProducts } from '../recommendation/fresh-products';
import type { ProductShelf } from '../recommendation/product-shelf.port';
import type { RecommendationLog } from '../recommendation/recommendation-log.port';
import { RecommendationService } from '../recommendation/recommendation-service';
import type { Recommendations } from '../recommendation/recommendations.port';
import { BusinessRules } from '../recommendation/rules/business-rules';
import { Passing } from '../recommendation/selection/passing';
import type { LiveRecommender } from '../recommendation/serving-recommender.port';
import { readRecommendationSettings } from '../recommendation/settings/read-recommendation-settings';
import { ProductSpace } from '../recommendation/strategies/product-space';
import { stepsOf } from '../recommendation/strategies/steps';
import type { SemanticSpaces } from '../search/semantic/semantic-spaces.port';
import type { VectorIndex } from '../search/semantic/vector-index.port';
import type { SearchSettings } from '../search/settings/search-settings.types';
import { QueryUnderstanding } from '../search/understanding/query-understanding';
import { AttributeKeys } from '../search/validation/attribute-keys';
import type { ShopperMemory } from '../shoppers/shopper-memory.port';
import { systemStopwatch } from '../shared/deadline';
import { systemTimer } from '../shared/timer';
import type { Foundation } from './open-stores';
import type { Surroundings } from './surroundings';

export interface RecommendationSources {
  readonly foundation: Pick<Foundation, 'database' | 'analyzer' | 'keywordEngine'>;
  readonly products: ProductShelf;
  readonly events: EventStore;
  readonly memory: ShopperMemory;
  readonly log: RecommendationLog;
  readonly live: LiveRecommender;
  readonly semantics: { readonly spaces: SemanticSpaces; readonly vectors: VectorIndex };
  readonly searchSettings: SearchSettings;
}

/** What recommends in this process, and the way to end it. */
export interface OpenRecommendation {
  readonly recommendations: Recommendations;
  readonly board: MemoryCatalogueBoard;
  /** For whoever cannot wait for the board to follow by itself. */
  readonly refreshBoard: () => Promise<void>;
  close(): Promise<void>;
}

/** Recommends at once; while the board has not read the catalogue yet, with what the search engine lists. */
export function openRecommendation(
  config: Config,
  sources: RecommendationSources,
  { clock, newId, logger }: Surroundings,
): OpenRecommendation {
  const { products, events, memory, log, live } = sources;
  const { database, keywordEngine: engine } = sources.foundation;
  const rules = new BusinessRules(readRecommendationSettings(config.recommendation.settingsFile));
  const board = new MemoryCatalogueBoard(clock(), rules.namedTags);
  const source = answeringKnownErrors(new TypeOrmBoardSource(database));
  const keeper = new BoardKeeper({ board, source, events, after: systemTimer, clock, logger });
  keeper.start();
  const digests = answeringKnownErrors(new TypeOrmProductDigests(database));
  const space = new ProductSpace({ ...sources.semantics, logger });
  const recommendations = new RecommendationService({
    board,
    rules,
    passing: new Passing(engine),
    shelf: new FreshProducts({ shelf: products, digests }),
    space,
    steps: stepsOf({ ...queryParts(sources, clock), engine, board, space, logger }),
    live,
    memory,
    log,
    attributeKeys: new AttributeKeys(engine, clock),
    limits: config.limits,
    patienceMs: config.recommendation.deadlineMs,
    clock,
    stopwatch: systemStopwatch,
    newId,
    logger,
  });
  return {
    recommendations,
    board,
    refreshBoard: () => keeper.refresh(),
    close: () => keeper.close(),
  };
}

function queryParts(
  { foundation, semantics, searchSettings }: RecommendationSources,
  clock: Surroundings['clock'],
) {
  const { keywordEngine, analyzer } = foundation;
  const understanding = new QueryUnderstanding(keywordEngine, analyzer, searchSettings, clock);
  return { understanding, ...semantics };
}
