import { join } from 'node:path';
import { Database } from '../../src/adapters/storage-typeorm/database';
import { TypeOrmEventStore } from '../../src/adapters/storage-typeorm/typeorm-event-store';
import { TypeOrmRankingLog } from '../../src/adapters/storage-typeorm/typeorm-ranking-log';
import type { ShopperEvent } from '../../src/feedback/shopper-event.types';
import { FEATURE_NAMES, FEATURE_SET } from '../../src/ranking/features/features';
import type { SearchImpression } from '../../src/search/ranking-log.port';
import { asEpochMs, type EpochMs } from '../../src/shared/clock';
import { asEventId, asSearchId, asSessionId, asSku } from '../../src/shared/ids';
import { SeededRandom } from '../../src/shared/seeded-random';

export const PAGE = 24;
const QUERIES = 2000;
const PAGES_PER_SESSION = 3;
const PAGES_PER_WRITE = 500;
const DAYS_MS = 5 * 86_400_000;
/** Events come in together, well within the attribution window of their pages. */
const EVENTS_WITHIN_MS = 10 * 60_000;

/** Two features say what is wanted; the others are there as in a real log, but mean nothing. */
const TELLING = [FEATURE_NAMES.indexOf('title_match'), FEATURE_NAMES.indexOf('popularity')];

/**
 * Writes a log of shoppers who look at place k with the chance 1 / k and click on what they like of what they look at; about one page in three is
 * answered. The database grows by some 6 KB a page, as in a shop that shows 24 products a page.
 */
export async function writeConstructedLog(dataDir: string, pages: number): Promise<void> {
  const database = await Database.open({ kind: 'sqlite', file: join(dataDir, 'trove.db') });
  const log = new TypeOrmRankingLog(database);
  const store = new TypeOrmEventStore(database);
  const random = new SeededRandom(1);
  const began = Date.now() - DAYS_MS;
  let happened: ShopperEvent[] = [];
  let since = asEpochMs(began);
  for (let page = 0; page < pages; page += 1) {
    const shownAt = asEpochMs(began + Math.floor((page / pages) * (DAYS_MS - 3_600_000)));
    const impression = pageOf(page, shownAt, random);
    log.note(impression);
    happened.push(...clicksOn(impression, random));
    if (page % PAGES_PER_WRITE === 0) await log.flush();
    if (shownAt - since < EVENTS_WITHIN_MS && page < pages - 1) continue;
    await store.record(happened, shownAt);
    [happened, since] = [[], shownAt];
  }
  await log.close();
  await database.close();
}

function pageOf(page: number, shownAt: EpochMs, random: SeededRandom): SearchImpression {
  const query = random.below(QUERIES);
  const columns = FEATURE_NAMES.length;
  const values = Float32Array.from({ length: PAGE * columns }, () => random.normal(0, 1));
  const offset = random.below(PAGE);
  return {
    searchId: asSearchId(`search-${page}`),
    text: `query ${query}`,
    normalizedText: `query ${query}`,
    filterJson: null,
    sort: 'RELEVANCE',
    total: 500,
    firstPosition: 1,
    // Every search begins elsewhere among the products of its query, so that they are seen at several places.
    skus: Array.from({ length: PAGE }, (_, place) =>
      asSku(`q${query}-p${(place + offset) % PAGE}`),
    ),
    shopper: null,
    session: asSessionId(`session-${Math.floor(page / PAGES_PER_SESSION)}`),
    shownAt,
    features: { featureSet: FEATURE_SET, columns, values, model: null },
  };
}

function clicksOn(page: SearchImpression, random: SeededRandom): readonly ShopperEvent[] {
  const { columns = 1, values } = page.features ?? {};
  return page.skus.flatMap((sku, place) => {
    const worth = TELLING.reduce(
      (sum, column) => sum + (values?.[place * columns + column] ?? 0),
      0,
    );
    const isClicked =
      random.next() < 1 / (place + 1) && random.next() < 0.35 / (1 + Math.exp(-2 * worth));
    if (!isClicked) return [];
    return [
      {
        eventId: asEventId(`${page.searchId}-${place}`),
        kind: 'CLICK',
        sku,
        shopper: null,
        session: page.session,
        occurredAt: page.shownAt,
        searchId: page.searchId,
        ...{
          recommendationId: null,
          position: place + 1,
          quantity: null,
          price: null,
          rating: null,
        },
      },
    ];
  });
}
