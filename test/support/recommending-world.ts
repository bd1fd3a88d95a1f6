import { answeringKnownErrors } from '../../src/adapters/storage-typeorm/answering-known-errors';
import { TypeOrmEventStore } from '../../src/adapters/storage-typeorm/typeorm-event-store';
import { TypeOrmProductStore } from '../../src/adapters/storage-typeorm/typeorm-product-store';
import type { Product } from '../../src/catalog/product.types';
import { readConfig } from '../../src/config/read-config';
import type {
  Placement,
  RecommendationRequest,
} from '../../src/recommendation/recommendation.types';
import type { LiveRecommender } from '../../src/recommendation/serving-recommender.port';
import { DEFAULT_SEARCH_SETTINGS } from '../../src/search/settings/default-search-settings';
import { openRecommendation } from '../../src/server/open-recommendation';
import { openSemantics } from '../../src/server/open-semantics';
import { openShoppers } from '../../src/server/open-shoppers';
import { openFoundation } from '../../src/server/open-stores';
import { machine } from '../../src/server/surroundings';
import { asEpochMs, type EpochMs } from '../../src/shared/clock';
import { asImportRunId, asShopperId, asSku, type Sku } from '../../src/shared/ids';
import { anEvent, NOON } from './an-event';

/** Nobody has trained anything. */
export const NO_RECOMMENDER: LiveRecommender = { withChampion: (work) => work(null) };

export interface RecommendingWorldOptions {
  readonly live?: LiveRecommender;
  readonly settingsFile?: string;
}

/** A real shop on an embedded database, whose time goes by only when a test says so, and whose model is the test's. */
export async function recommendingWorld(
  dataDir: string,
  { live = NO_RECOMMENDER, settingsFile = '' }: RecommendingWorldOptions = {},
) {
  const config = readConfig({
    NODE_ENV: 'test',
    TROVE_DATA_DIR: dataDir,
    TROVE_RECOMMENDATION_SETTINGS_FILE: settingsFile,
    TROVE_RECOMMENDATION_DEADLINE_MS: '60000',
  });
  let now: EpochMs = NOON;
  let ids = 0;
  let runs = 0;
  const newId = () => `id-${String((ids += 1))}`;
  const machinery = { ...machine, clock: () => now, newId };
  const foundation = await openFoundation(config, DEFAULT_SEARCH_SETTINGS, machinery);
  const { database, followers } = foundation;
  const products = answeringKnownErrors(new TypeOrmProductStore(database, followers));
  const events = answeringKnownErrors(new TypeOrmEventStore(database));
  const shopping = openShoppers(database, products, config, machinery);
  const semantics = openSemantics(config, foundation, machinery);
  const opened = openRecommendation(
    config,
    {
      foundation,
      products,
      events,
      ...shopping,
      live,
      semantics,
      searchSettings: DEFAULT_SEARCH_SETTINGS,
    },
    machinery,
  );
  return {
    ...opened,
    ...shopping,
    semantics,
    events,
    products,
    now: () => now,
    passTime: (milliseconds: number) => {
      now = asEpochMs(now + milliseconds);
    },
    /** Puts products into the shop, as of now. */
    stock: (...stocked: readonly Product[]) =>
      products.upsert(
        stocked.map((product) => ({ ...product, updatedAt: now })),
        asImportRunId(`run-${String((runs += 1))}`),
      ),
    /** Somebody does something with a product, now. */
    act: async (
      shopper: string,
      sku: string,
      kind: 'VIEW' | 'ADD_TO_CART' | 'PURCHASE' | 'LIKE' | 'DISLIKE' = 'VIEW',
    ) => {
      const who = { shopper: asShopperId(shopper), session: null };
      await events.record([anEvent(newId(), { ...who, sku, kind, occurredAt: now })], now);
    },
    end: async () => {
      await opened.close();
      await semantics.close();
      await shopping.close();
      await foundation.close();
    },
  };
}

export type RecommendingWorld = Awaited<ReturnType<typeof recommendingWorld>>;

/** A request that asks for nothing in particular; say what matters to the test. */
export function aRequest(
  placement: Placement,
  facts: Partial<RecommendationRequest> = {},
): RecommendationRequest {
  return {
    placement,
    shopper: null,
    session: null,
    product: null,
    basket: [],
    context: { department: null, locale: null, referrer: null, query: null },
    filter: null,
    exclude: [],
    diversity: null,
    departmentCap: null,
    first: 10,
    after: null,
    ...facts,
  };
}

/** The SKUs of an answer, in its order. */
export function skusOf(list: {
  readonly items: readonly { readonly product: { readonly sku: Sku } }[];
}): readonly Sku[] {
  return list.items.map(({ product }) => product.sku);
}

export const skus = (...texts: readonly string[]): readonly Sku[] => texts.map(asSku);
