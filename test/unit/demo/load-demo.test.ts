import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../src/config/read-config';
import { isDemoDue, loadDemo } from '../../../src/demo/load-demo';
import { openTrove, type Trove } from '../../../src/server/composition-root';
import { asEpochMs, systemClock } from '../../../src/shared/clock';
import { asSku } from '../../../src/shared/ids';
import { temporaryFolder } from '../../support/temporary-folder';

const ownProduct = { sku: 'own-1', title: 'A real product', price: 5, currency: 'EUR' };

const openIn = (folder: string): Promise<Trove> =>
  openTrove(readConfig({ NODE_ENV: 'test', TROVE_DATA_DIR: folder }));

// Loading takes seconds, so the facts below are about one shop, in the order of its life.
describe('loadDemo, from an empty catalogue to the first import', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trove-demo-'));
  let trove: Trove;

  beforeAll(async () => {
    trove = await openIn(folder);
  });

  afterAll(async () => {
    await trove.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is due on an empty catalogue, and still when loading was cut short', async () => {
    expect(await isDemoDue(trove)).toBe(true);
    const cutShort = { ...trove, feedback: { record: () => Promise.reject(new Error('killed')) } };
    await expect(loadDemo(cutShort, 1, systemClock())).rejects.toThrow('killed');
    expect(await isDemoDue(trove)).toBe(true);
  });

  it('fills the catalogue with products, events and searches, whatever was there of them', async () => {
    expect(await loadDemo(trove, 1, systemClock())).toMatchObject({ loaded: true });
    expect(await isDemoDue(trove)).toBe(false);
    expect(await trove.catalog.count()).toBe(2000);
    expect(await trove.events.count()).toBe(20_000);
    expect(await trove.catalog.origin()).toBe('demo');
  });

  it('makes suggestions and search work at once, in both languages', async () => {
    const popular = await trove.rankingLog.popularQueries('', 3, 200);
    expect(popular.length).toBeGreaterThan(60);
    const { queries } = await trove.search.suggest({
      text: popular[0]?.text.slice(0, 3) ?? '',
      first: 5,
    });
    expect(queries.map((query) => query.text)).toContain(popular[0]?.text);
    for (const [text, locale] of [
      ['蓝牙耳机', 'zh-CN'],
      ['headphones', 'en'],
    ] as const) {
      const found = await trove.search.search(searchFor(text));
      expect(found.hits[0]?.product.locale).toBe(locale);
    }
  });

  it('changes nothing when it is loaded again', async () => {
    const popular = await trove.rankingLog.popularQueries('', 1, 1);
    const later = asEpochMs(systemClock() + 1000);
    expect(await loadDemo(trove, 1, later)).toMatchObject({ loaded: false });
    expect(await trove.events.count()).toBe(20_000);
    expect(await trove.rankingLog.popularQueries('', 1, 1)).toEqual(popular);
  });

  it('does not replace a demo of another seed', async () => {
    await expect(loadDemo(trove, 2, systemClock())).rejects.toThrow('holds the demo of seed 1');
  });

  it('is replaced by the first import, and does not come back', async () => {
    await trove.catalog.importProducts([ownProduct]);
    expect(await trove.catalog.count()).toBe(1);
    expect(await trove.events.count()).toBe(0);
    await trove.catalog.deleteProducts([asSku('own-1')]);
    expect(await isDemoDue(trove)).toBe(false);
  });
});

describe('loadDemo beside a catalogue of the shop’s own', () => {
  const folder = temporaryFolder();

  it('refuses, and touches nothing', async () => {
    const trove = await openIn(folder.path('data'));
    try {
      await trove.catalog.importProducts([ownProduct]);
      expect(await isDemoDue(trove)).toBe(false);
      const loading = loadDemo(trove, 1, systemClock());
      await expect(loading).rejects.toMatchObject({ code: 'CATALOG_NOT_EMPTY' });
      expect(await trove.catalog.count()).toBe(1);
    } finally {
      await trove.close();
    }
  });
});

const searchFor = (text: string) =>
  ({
    text,
    filter: null,
    facets: [],
    sort: 'RELEVANCE',
    unavailable: 'SHOW',
    first: 5,
    after: null,
    highlight: false,
    shopper: null,
    session: null,
  }) as const;
