import { CATALOG_ORIGIN_SETTING } from '../catalog/catalog-origin';
import { cleanProduct } from '../catalog/clean-product';
import type { ProductStore } from '../catalog/product-store.port';
import type { Product } from '../catalog/product.types';
import type { SettingsStore } from '../catalog/settings-store.port';
import type { FeedbackService } from '../feedback/feedback-service';
import type { RankingLog } from '../search/ranking-log.port';
import { asEpochMs, type EpochMs } from '../shared/clock';
import { TroveError } from '../shared/errors';
import { asImportRunId, asSearchId, asSessionId, asShopperId, asSku } from '../shared/ids';
import type { DemoProduct } from './demo-product';
import { inventDemoShop, type DemoShop, type LoggedDemoSearch } from './demo-shop';

/** Where the demo shop is put. */
export interface DemoPlace {
  readonly productStore: Pick<ProductStore, 'upsert' | 'count'>;
  readonly settings: SettingsStore;
  readonly feedback: Pick<FeedbackService, 'record'>;
  readonly rankingLog: Pick<RankingLog, 'note' | 'flush'>;
  /** Words of a query joined by blanks, as search compares queries. */
  readonly normalizeQuery: (text: string) => string;
}

/** What is there after loading; `loaded` is false when it was there before. */
export interface LoadedDemo {
  readonly loaded: boolean;
  readonly products: number;
  readonly events: number;
  readonly searches: number;
}

/** The seed of a demo shop that is completely loaded; absent or empty while none is. */
const DEMO_SEED_SETTING = 'demo.seed';
const UNFINISHED = '';

/** The shop that everybody gets who does not ask for another. */
export const DEFAULT_DEMO_SEED = 1;

/** Rows in one transaction. */
const PRODUCTS_PER_BATCH = 500;
const EVENTS_PER_BATCH = 2000;

/** True for a database that nobody has put anything into yet, and for one where loading the demo was cut short. */
export async function isDemoDue({
  settings,
  productStore,
}: Pick<DemoPlace, 'settings' | 'productStore'>): Promise<boolean> {
  const origin = await settings.get(CATALOG_ORIGIN_SETTING);
  if (origin === 'demo') return !(await settings.get(DEMO_SEED_SETTING));
  return origin === null && (await productStore.count()) === 0;
}

/**
 * Puts the demo shop into an empty catalogue. Loading the same shop again changes nothing; a process that died half-way is
 * made good by loading again.
 *
 * @param now the time at which the shop's events end.
 * @throws TroveError CATALOG_NOT_EMPTY when there are products of the shop's own, or of a demo with another seed.
 */
export async function loadDemo(place: DemoPlace, seed: number, now: EpochMs): Promise<LoadedDemo> {
  const shop = inventDemoShop(seed, now);
  const counts = {
    products: shop.products.length,
    events: shop.events.length,
    searches: shop.searches.length,
  };
  if (await isLoaded(place, seed)) return { loaded: false, ...counts };
  // First of all, so that an import replaces even a demo that was never finished.
  await place.settings.set(CATALOG_ORIGIN_SETTING, 'demo');
  await place.settings.set(DEMO_SEED_SETTING, UNFINISHED);
  await storeProducts(place, shop, now);
  await recordEvents(place, shop);
  await noteSearches(place, shop.searches);
  await place.settings.set(DEMO_SEED_SETTING, String(seed));
  return { loaded: true, ...counts };
}

/** True when this very shop is there; false when there is room for it. */
async function isLoaded({ settings, productStore }: DemoPlace, seed: number): Promise<boolean> {
  const products = await productStore.count();
  if (products === 0) return false;
  if ((await settings.get(CATALOG_ORIGIN_SETTING)) !== 'demo') {
    throw new TroveError(
      'CATALOG_NOT_EMPTY',
      `The data folder holds a catalogue of ${products} products that is not the demo's; the demo does not replace it. ` +
        'Choose an empty folder with TROVE_DATA_DIR, or write the demo to files with --out.',
      { products },
    );
  }
  const loadedSeed = (await settings.get(DEMO_SEED_SETTING)) ?? UNFINISHED;
  if (loadedSeed === UNFINISHED || loadedSeed === String(seed)) return loadedSeed !== UNFINISHED;
  throw new TroveError(
    'CATALOG_NOT_EMPTY',
    `The data folder holds the demo of seed ${loadedSeed}. For seed ${seed} choose an empty folder with TROVE_DATA_DIR.`,
    { seed: Number(loadedSeed) },
  );
}

/**
 * Past `CatalogService`, which takes whatever it imports for the shop's own catalogue and makes room for it.
 */
async function storeProducts(
  { productStore }: DemoPlace,
  { seed, products }: DemoShop,
  now: EpochMs,
): Promise<void> {
  const run = asImportRunId(`demo-${seed}`);
  for (const batch of batchesOf(products, PRODUCTS_PER_BATCH)) {
    await productStore.upsert(
      batch.map((product) => cleanDemoProduct(product, now)),
      run,
    );
  }
}

function cleanDemoProduct({ draft }: DemoProduct, now: EpochMs): Product {
  const { product, problems } = cleanProduct(draft, {
    now,
    // The demo writes no markup.
    plainTextOf: (text) => text,
    defaults: { locale: draft.locale, currency: draft.currency },
  });
  if (problems) throw new RangeError(`Demo product ${draft.sku}: ${JSON.stringify(problems)}`);
  return product;
}

async function recordEvents({ feedback }: DemoPlace, { events }: DemoShop): Promise<void> {
  for (const batch of batchesOf(events, EVENTS_PER_BATCH)) {
    const { problems } = await feedback.record(batch);
    if (problems.length > 0) throw new RangeError(`Demo events: ${JSON.stringify(problems[0])}`);
  }
}

async function noteSearches(
  { rankingLog, normalizeQuery }: DemoPlace,
  searches: readonly LoggedDemoSearch[],
): Promise<void> {
  for (const { search, shopper, session } of searches) {
    rankingLog.note({
      searchId: asSearchId(search.searchId),
      text: search.text,
      normalizedText: normalizeQuery(search.text),
      filterJson: null,
      sort: 'RELEVANCE',
      total: search.total,
      firstPosition: 1,
      skus: search.shown.map((product) => asSku(product.draft.sku)),
      shopper: asShopperId(shopper),
      session: asSessionId(session),
      shownAt: asEpochMs(search.at),
    });
  }
  await rankingLog.flush();
}

function batchesOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
