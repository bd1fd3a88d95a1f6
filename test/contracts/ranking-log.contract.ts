import type { RankingLog, SearchImpression } from '../../src/search/ranking-log.port';
import type { RankedFeatures } from '../../src/search/ranked-features.types';
import { asEpochMs } from '../../src/shared/clock';
import { asModelId, asSearchId, asSku } from '../../src/shared/ids';
import { NOON } from '../support/an-event';

/** What was kept of the products of one page. */
export interface KeptFeatures extends RankedFeatures {
  /** The page's own. */
  readonly firstPosition: number;
  readonly skus: readonly string[];
  readonly normalizedText: string;
  readonly shownAt: number;
}

/** What every RankingLog promises. `impressions` and `features` ask the storage behind it. */
export function describeRankingLog(
  name: string,
  open: () => Promise<{
    log: RankingLog;
    impressions: () => Promise<readonly SearchImpression[]>;
    features: () => Promise<readonly KeptFeatures[]>;
  }>,
): void {
  describe(`RankingLog: ${name}`, () => {
    let log: RankingLog;
    let impressions: () => Promise<readonly SearchImpression[]>;
    let features: () => Promise<readonly KeptFeatures[]>;

    beforeEach(async () => {
      ({ log, impressions, features } = await open());
    });

    it('writes impressions as they were shown, in order', async () => {
      const first = shown('laptop', { filterJson: '{"brand":"Acme"}', session: null });
      const second = shown('laptop', { firstPosition: 25, skus: [asSku('b'), asSku('"c"')] });
      log.note(first);
      log.note(second);

      await log.flush();

      const withoutKey = ({ normalizedText: _key, ...rest }: SearchImpression) => rest;
      expect(await impressions()).toEqual([first, second].map(withoutKey));
    });

    it('keeps what a ranker knew of a page, number by number, with the page', async () => {
      const known: RankedFeatures = {
        featureSet: 'set-1',
        columns: 3,
        values: Float32Array.of(0.1, NaN, -1e-30, 7, 0, Infinity),
        model: asModelId('reranker-1'),
      };
      const page = { firstPosition: 11, skus: [asSku('b'), asSku('a')], shownAt: asEpochMs(5) };
      log.note(shown('lamp'));
      log.note(shown('Brass Lamp', { ...page, features: known }));
      log.note(shown('lamp', { features: null }));

      await log.flush();

      const kept = await features();
      expect(kept).toEqual([{ ...page, normalizedText: 'brass lamp', ...known }]);
      expect(await impressions()).toHaveLength(3);
    });

    it('does not confuse pages that are written together, shown twice or without features', async () => {
      for (let index = 0; index < 500; index += 1) {
        const values = Float32Array.of(index);
        const known = { featureSet: 'set-1', columns: 1, values, model: null };
        const skus = [asSku(`sku-${index}`)];
        log.note(shown('lamp', { skus, features: index % 3 === 0 ? null : known }));
        log.note(shown('lamp', { firstPosition: 1 + index, skus: [asSku('other')] }));
      }

      await log.flush();

      const kept = await features();
      expect(kept).toHaveLength(333);
      expect(kept.every(({ skus, values }) => skus[0] === `sku-${String(values[0])}`)).toBe(true);
    });

    it('knows what a search has shown, written or not, and up to which position', async () => {
      log.note(shown('usb', { skus: [asSku('a'), asSku('b')] }));
      await log.flush();
      log.note(shown('usb', { firstPosition: 3, skus: [asSku('c'), asSku('d')] }));
      log.note(shown('usb', { searchId: asSearchId('another'), skus: [asSku('x')] }));

      expect(await log.shown(asSearchId('search-1'), 4)).toEqual(['a', 'b', 'c', 'd']);
      expect(await log.shown(asSearchId('search-1'), 3)).toEqual(['a', 'b', 'c']);
      expect(await log.shown(asSearchId('search-1'), 1)).toEqual(['a']);
      expect(await log.shown(asSearchId('nobody'), 9)).toEqual([]);
    });

    it('knows a page that is shown again only once', async () => {
      for (let times = 0; times < 2; times += 1)
        log.note(shown('usb', { skus: [asSku('a'), asSku('b')] }));

      expect(await log.shown(asSearchId('search-1'), 2)).toEqual(['a', 'b']);
    });

    it('offers what was typed most, as it was typed last', async () => {
      for (const text of ['usb cable', 'USB Cable', 'usb hub', 'laptop']) log.note(shown(text));
      await log.flush();
      log.note(shown('USB cable'));
      await log.flush();

      expect(await log.popularQueries('us', 1, 10)).toEqual([
        { text: 'USB cable', searches: 3 },
        { text: 'usb hub', searches: 1 },
      ]);
      expect(await log.popularQueries('us', 2, 10)).toHaveLength(1);
      expect(await log.popularQueries('us', 1, 1)).toHaveLength(1);
      expect(await log.popularQueries('', 1, 10)).toHaveLength(3);
    });

    it('counts a search by its first page, and browsing not at all', async () => {
      log.note(shown('usb hub'));
      log.note(shown('usb hub', { firstPosition: 25 }));
      log.note(shown('  '));
      await log.flush();

      expect(await log.popularQueries('', 1, 10)).toEqual([{ text: 'usb hub', searches: 1 }]);
    });

    it('does not offer a query that found nothing the last time', async () => {
      log.note(shown('unobtainium', { total: 5 }));
      log.note(shown('unobtainium', { total: 0 }));
      await log.flush();

      expect(await log.popularQueries('un', 1, 10)).toEqual([]);
    });

    it.each(['%', '_', 'us%', "'", '\\', '*', 'u?b'])('takes %j for itself', async (prefix) => {
      log.note(shown('usb hub'));
      log.note(shown(`${prefix} special`));
      await log.flush();

      expect(await log.popularQueries(prefix, 1, 10)).toEqual([
        { text: `${prefix} special`, searches: 1 },
      ]);
    });

    it('finds Chinese by its beginning, and tells cases and accents apart', async () => {
      for (const text of ['电脑包', '电视', 'été', 'ete']) log.note(shown(text));
      await log.flush();

      expect(await log.popularQueries('电', 1, 10)).toHaveLength(2);
      expect(await log.popularQueries('电脑', 1, 10)).toEqual([{ text: '电脑包', searches: 1 }]);
      expect(await log.popularQueries('é', 1, 10)).toEqual([{ text: 'été', searches: 1 }]);
    });

    it('takes whatever shoppers type', async () => {
      for (const text of ['nul \u0000 byte', 'half \ud800 pair', '"; DROP TABLE setting; --'])
        log.note(shown(text));
      log.note(shown(`${'x'.repeat(199)}\u{1F4BB}${'y'.repeat(5000)}`));

      await log.flush();

      expect(await impressions()).toHaveLength(4);
      expect(await log.popularQueries('x', 1, 10)).toHaveLength(1);
    });

    it('writes more notes than one statement takes', async () => {
      for (let index = 0; index < 1000; index += 1) log.note(shown(`query ${index % 10}`));

      await log.flush();

      expect(await impressions()).toHaveLength(1000);
      expect(await log.popularQueries('query 3', 1, 10)).toEqual([
        { text: 'query 3', searches: 100 },
      ]);
    });
  });
}

function shown(text: string, facts: Partial<SearchImpression> = {}): SearchImpression {
  return {
    searchId: asSearchId('search-1'),
    text,
    normalizedText: text.trim().toLowerCase(),
    filterJson: null,
    sort: 'RELEVANCE',
    total: 120,
    firstPosition: 1,
    skus: [asSku('a')],
    shopper: null,
    session: null,
    shownAt: NOON,
    ...facts,
  };
}
