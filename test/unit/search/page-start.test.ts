import {
  isViewGone,
  startAmongScores,
  startInSteadyOrder,
  startInView,
} from '../../../src/search/page-start';
import type { SearchPlace } from '../../../src/search/cursor';
import type { CatalogueView } from '../../../src/search/keyword-engine.port';
import { TroveError } from '../../../src/shared/errors';
import { asSearchId, asSku } from '../../../src/shared/ids';

const VIEW = 'as of noon' as CatalogueView;

const place: SearchPlace = {
  searchId: asSearchId('s'),
  position: 2,
  sortKey: [0, 0, -3.5, 'b'],
  tiers: [[0]],
  fullMatches: 0,
  view: VIEW,
  ranking: 'KEYWORD',
};

describe('the start of a later page', () => {
  it('is the place itself in a view, and in an order of stored values', () => {
    expect(startInView(place)).toEqual({ after: place.sortKey, without: [], view: VIEW });
    expect(startInSteadyOrder(place)).toEqual({ after: place.sortKey, without: [], view: null });
  });

  it('is whatever was not shown yet among scores', async () => {
    const log = { shown: async () => [asSku('a'), asSku('b')] };

    expect(await startAmongScores(place, log)).toEqual({
      after: null,
      without: ['a', 'b'],
      view: null,
    });
  });

  it('keeps to the place when not all that was shown is known', async () => {
    const log = { shown: async () => [asSku('a')] };

    expect(await startAmongScores(place, log)).toEqual({
      after: place.sortKey,
      without: ['a'],
      view: null,
    });
  });

  it('keeps to the place while the database does not answer, and hides no other failure', async () => {
    const down = { shown: () => Promise.reject(new TroveError('STORAGE_UNAVAILABLE', 'down')) };
    const broken = { shown: () => Promise.reject(new Error('a mistake')) };

    expect(await startAmongScores(place, down)).toEqual(startInSteadyOrder(place));
    await expect(startAmongScores(place, broken)).rejects.toThrow('a mistake');
  });
});

test('a view that is gone is told from other failures', () => {
  expect(isViewGone(new TroveError('VIEW_GONE', ''))).toBe(true);
  expect(isViewGone(new TroveError('SEARCH_UNAVAILABLE', ''))).toBe(false);
  expect(isViewGone(new Error('VIEW_GONE'))).toBe(false);
});
