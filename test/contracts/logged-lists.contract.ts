import type { ShopperEvent } from '../../src/feedback/shopper-event.types';
import type { SearchImpression } from '../../src/search/ranking-log.port';
import { asEpochMs } from '../../src/shared/clock';
import { asModelId, asSearchId, asSessionId, asShopperId, asSku } from '../../src/shared/ids';
import type { LoggedList, LoggedLists, ShownList } from '../../src/training/logged-lists.port';
import { anEvent, NOON } from '../support/an-event';

/** What can be read, and the ways in which it comes about. */
export interface LoggedWorld {
  readonly lists: LoggedLists;
  show(pages: readonly SearchImpression[]): Promise<void>;
  record(events: readonly ShopperEvent[], receivedAt: number): Promise<void>;
}

const MINUTE = 60_000;
const range = {
  from: NOON,
  to: asEpochMs(NOON + 1000 * MINUTE),
  attributionMs: 30 * MINUTE,
};
const ofSet = { ...range, featureSet: 'set-1' };

const known = (skus: readonly string[], featureSet = 'set-1') => ({
  featureSet,
  columns: 2,
  values: Float32Array.from(skus.flatMap((_, row) => [row, NaN])),
  model: null,
});

function page(searchId: string, facts: Partial<SearchImpression> = {}): SearchImpression {
  const skus = facts.skus ?? ['a', 'b', 'c'].map(asSku);
  return {
    searchId: asSearchId(searchId),
    text: 'Brass Lamp',
    normalizedText: 'brass lamp',
    filterJson: null,
    sort: 'RELEVANCE',
    total: 120,
    firstPosition: 1,
    skus,
    shopper: null,
    session: asSessionId('visit-9'),
    shownAt: NOON,
    features: known(skus),
    ...facts,
  };
}

let events = 0;
const clicked = (searchId: string, sku: string, facts: Parameters<typeof anEvent>[1] = {}) =>
  anEvent(`event-${(events += 1)}`, {
    kind: 'CLICK',
    sku,
    searchId: asSearchId(searchId),
    ...facts,
  });

const all = async <T>(lists: AsyncIterable<T>): Promise<T[]> => {
  const read: T[] = [];
  for await (const list of lists) read.push(list);
  return read;
};

const acts = ({ reactions }: ShownList) => reactions.map(({ kind, sku }) => `${kind} ${sku}`);

/** What every LoggedLists promises. */
export function describeLoggedLists(name: string, open: () => Promise<LoggedWorld>): void {
  describe(`LoggedLists: ${name}`, () => {
    let world: LoggedWorld;

    beforeEach(async () => {
      world = await open();
    });

    const read = (more: Partial<typeof ofSet> = {}): Promise<LoggedList[]> =>
      all(world.lists.read({ ...ofSet, ...more }));
    const outline = (): Promise<ShownList[]> => all(world.lists.outline(range));

    it('joins a page to what came of it', async () => {
      const skus = ['a', 'b'].map(asSku);
      const model = asModelId('reranker-1');
      const features = { ...known(skus), model };
      await world.show([page('s', { skus, firstPosition: 25, features })]);
      await world.record([clicked('s', 'b')], NOON + MINUTE);
      await world.record([clicked('s', 'b', { kind: 'RATING', rating: 4 })], NOON + 2 * MINUTE);

      const list = {
        searchId: 's',
        normalizedText: 'brass lamp',
        firstPosition: 25,
        skus,
        visitor: 'visit-9',
        shownAt: NOON,
        featureSet: 'set-1',
        reactions: [
          { sku: 'b', kind: 'CLICK', rating: null, at: NOON + MINUTE },
          { sku: 'b', kind: 'RATING', rating: 4, at: NOON + 2 * MINUTE },
        ],
      };
      expect(await read()).toEqual([{ ...list, features }]);
      expect(await outline()).toEqual([list]);
    });

    it('tells pages in the order shown, those without an answer too, and none outside of the range', async () => {
      const at = (minutes: number) => ({ shownAt: asEpochMs(NOON + minutes * MINUTE) });
      await world.show([page('late', at(9)), page('early', at(0)), page('middle', at(5))]);
      await world.show([page('before', at(-1)), page('after', at(1000)), page('twin', at(5))]);

      const ids = (lists: readonly ShownList[]) => lists.map(({ searchId }) => searchId);
      expect(ids(await read())).toEqual(['early', 'middle', 'twin', 'late']);
      expect(ids(await outline())).toEqual(['early', 'middle', 'twin', 'late']);
    });

    it('tells more pages than are read at a time, each once', async () => {
      const pages = Array.from({ length: 1203 }, (_, index) =>
        page(`s${index}`, { shownAt: asEpochMs(NOON + Math.floor(index / 7)) }),
      );
      await world.show(pages);
      await world.record([clicked('s1202', 'c')], NOON + MINUTE);

      const lists = await read();
      expect(new Set(lists.map(({ searchId }) => searchId)).size).toBe(1203);
      expect(lists).toHaveLength(1203);
      expect(lists.filter(({ reactions }) => reactions.length > 0)).toHaveLength(1);
    });

    it('reads features of one set only, while every page of a ranked search has an outline', async () => {
      await world.show([
        page('a'),
        page('b', { features: known(['a', 'b', 'c'], 'set-2') }),
        page('c', { features: null }),
      ]);
      expect((await read()).map(({ searchId }) => searchId)).toEqual(['a']);
      expect((await outline()).map(({ featureSet }) => featureSet)).toEqual(['set-1', 'set-2']);
    });

    it('counts what was received within the window, whatever the clock of the client says', async () => {
      await world.show([page('s')]);
      const [yesterday, nextYear] = [NOON - 86_400_000, NOON + 365 * 86_400_000].map(asEpochMs);
      await world.record(
        [
          clicked('s', 'a', { occurredAt: yesterday ?? NOON }),
          clicked('s', 'b', { occurredAt: nextYear ?? NOON }),
        ],
        NOON + 30 * MINUTE,
      );
      await world.record([clicked('s', 'c', { occurredAt: NOON })], NOON + 30 * MINUTE + 1);

      expect((await read()).map(acts)).toEqual([['CLICK a', 'CLICK b']]);
    });

    it('counts nothing for products that were not on the page, for other searches or for none', async () => {
      await world.show([page('s'), page('other')]);
      await world.record(
        [
          clicked('s', 'elsewhere'),
          clicked('unknown', 'a'),
          clicked('s', 'a', { searchId: null }),
          clicked('s', 'a', { kind: 'IMPRESSION' }),
        ],
        NOON + MINUTE,
      );
      expect((await read()).flatMap(acts)).toEqual([]);
    });

    it('counts a reaction on the page where the product was, when a search has several', async () => {
      await world.show([
        page('s', { skus: ['a', 'b'].map(asSku) }),
        page('s', { skus: ['c', 'd'].map(asSku), firstPosition: 3 }),
      ]);
      await world.record([clicked('s', 'd'), clicked('s', 'a')], NOON + MINUTE);
      expect((await read()).map(acts)).toEqual([['CLICK a'], ['CLICK d']]);
    });

    it('counts each kind once per product, the first that was received', async () => {
      await world.show([page('s')]);
      await world.record([clicked('s', 'a')], NOON + 2 * MINUTE);
      await world.record(
        [clicked('s', 'a'), clicked('s', 'a', { kind: 'PURCHASE' })],
        NOON + 3 * MINUTE,
      );
      const [list] = await read();
      expect(list && acts(list)).toEqual(['CLICK a', 'PURCHASE a']);
      expect(list?.reactions[0]?.at).toBe(NOON + 2 * MINUTE);
    });

    it('counts a page that was noted twice once', async () => {
      await world.show([page('s'), page('s'), page('s', { shownAt: asEpochMs(NOON + 5) })]);
      expect(await read()).toHaveLength(1);
      expect(await outline()).toHaveLength(1);
    });

    it('knows visitors by the search, otherwise by who reacted', async () => {
      const nobody = { shopper: null, session: null };
      await world.show([
        page('a', { shopper: asShopperId('anna') }),
        page('b'),
        page('c', nobody),
        page('d', nobody),
      ]);
      await world.record([clicked('c', 'a', { shopper: asShopperId('carl') })], NOON + MINUTE);
      const visitors = (await outline()).map(({ visitor }) => visitor);
      expect(visitors).toEqual(['anna', 'visit-9', 'carl', null]);
    });

    it('knows whether there is anything new to learn from', async () => {
      const isNew = (since: number, set = 'set-1') => world.lists.isAnswered(set, asEpochMs(since));
      await world.show([page('s')]);
      await world.record([clicked('s', 'a', { kind: 'IMPRESSION' })], NOON + MINUTE);
      expect(await isNew(NOON)).toBe(false);
      await world.record([clicked('s', 'a')], NOON + MINUTE);
      expect(await isNew(NOON)).toBe(true);
      expect(await isNew(NOON + 1)).toBe(false);
      expect(await isNew(NOON, 'set-2')).toBe(false);
    });

    it('forgets what was known of pages without an answer, and of old ones, but not that they were shown', async () => {
      const old = asEpochMs(NOON + 20 * MINUTE);
      await world.show([
        page('older', { shownAt: NOON }),
        page('answered', { shownAt: old }),
        page('unanswered', { shownAt: old }),
        page('new', { shownAt: asEpochMs(NOON + 60 * MINUTE) }),
      ]);
      await world.record([clicked('answered', 'a'), clicked('older', 'a')], NOON + 21 * MINUTE);

      const before = { unanswered: asEpochMs(NOON + 30 * MINUTE), all: asEpochMs(NOON + MINUTE) };
      expect(await world.lists.forget(before)).toBe(2);

      expect((await read()).map(({ searchId }) => searchId)).toEqual(['answered', 'new']);
      expect((await outline()).map(({ searchId }) => searchId)).toEqual([
        'answered',
        'unanswered',
        'new',
      ]);
      expect(await world.lists.forget(before)).toBe(0);
    });

    it('forgets more than fits one transaction', async () => {
      await world.show(Array.from({ length: 1100 }, (_, index) => page(`s${index}`)));
      const later = asEpochMs(NOON + 1);
      expect(await world.lists.forget({ unanswered: later, all: NOON })).toBe(1100);
      expect(await world.lists.forget({ unanswered: NOON, all: later })).toBe(1100);
      expect(await outline()).toEqual([]);
    });
  });
}
