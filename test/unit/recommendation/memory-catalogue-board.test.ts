import fc from 'fast-check';
import { POPULARITY_HALF_LIFE_MS } from '../../../src/feedback/popularity';
import { bestSkus } from '../../../src/recommendation/board/best-skus';
import { MemoryCatalogueBoard } from '../../../src/recommendation/board/memory-catalogue-board';
import type { BoardRow } from '../../../src/recommendation/board/board-source.port';
import { asEpochMs } from '../../../src/shared/clock';
import { asSku } from '../../../src/shared/ids';
import { aProduct } from '../../support/a-product';
import { NOON } from '../../support/an-event';

const DAY_MS = 24 * 3_600_000;
const later = (milliseconds: number) => asEpochMs(NOON + milliseconds);

const row = (facts: Parameters<typeof aProduct>[0]): BoardRow => {
  const product = aProduct(facts);
  const roots = product.categories.flatMap(([root]) => (root === undefined ? [] : [root]));
  return {
    updatedAt: product.updatedAt,
    product: {
      ...product,
      departments: [...new Set(roots)],
      price: product.price?.amount ?? null,
      currency: product.price?.currency ?? null,
    },
  };
};

const counters = (sku: string, popularity: number, trend = 0) => ({
  sku: asSku(sku),
  popularity,
  trend,
});

async function boardOf(...rows: readonly BoardRow[]): Promise<MemoryCatalogueBoard> {
  const board = new MemoryCatalogueBoard(NOON, new Set(['kept']));
  board.put(rows, 1, NOON);
  board.isComplete = true;
  await board.arrange(NOON);
  return board;
}

describe('the board of the catalogue', () => {
  it('lists by department what can be bought and somebody touched, most popular first', async () => {
    const board = await boardOf(
      row({ sku: 'a', categories: [['Audio', 'Radios']] }),
      row({ sku: 'b', categories: [['Audio'], ['Photo']] }),
      row({ sku: 'c', categories: [['Photo']] }),
      row({ sku: 'd', categories: [['Audio']], availability: 'OUT_OF_STOCK' }),
    );
    board.count([counters('a', 1), counters('b', 5), counters('d', 100)], NOON);
    await board.arrange(NOON);
    expect(board.popular('Audio')).toEqual(['b', 'a']);
    expect(board.popular('Photo')).toEqual(['b']);
    expect(board.popular(null)).toEqual(['b', 'a']);
    expect(board.popular('Garden')).toEqual([]);
  });

  it('compares counters that were read at different moments as if they were read at one', async () => {
    const board = await boardOf(row({ sku: 'early' }), row({ sku: 'late' }));
    // Half a half-life later, 10 of then are worth 7.07 of now.
    board.count([counters('early', 10)], NOON);
    board.count([counters('late', 7)], later(POPULARITY_HALF_LIFE_MS / 2));
    await board.arrange(later(DAY_MS));
    expect(board.popular(null)).toEqual(['early', 'late']);
    board.count([counters('late', 7.2)], later(POPULARITY_HALF_LIFE_MS / 2));
    await board.arrange(later(DAY_MS));
    expect(board.popular(null)).toEqual(['late', 'early']);
  });

  it('lists the latest by publication, or by when they were first seen', async () => {
    const board = await boardOf(
      row({ sku: 'old', publishedAt: later(-300 * DAY_MS) }),
      row({ sku: 'recent', publishedAt: later(-DAY_MS) }),
      row({ sku: 'undated', publishedAt: null }),
    );
    expect(board.newest(null)).toEqual(['recent', 'old']);
    board.put([row({ sku: 'came', publishedAt: null })], 1, later(1000));
    await board.arrange(later(2000));
    expect(board.newest(null)).toEqual(['came', 'recent', 'old']);
  });

  it('knows newcomers until they are touched, or not new any more', async () => {
    const board = await boardOf(
      row({ sku: 'new', publishedAt: later(-DAY_MS) }),
      row({ sku: 'touched', publishedAt: later(-DAY_MS) }),
    );
    board.count([counters('touched', 12)], NOON);
    await board.arrange(NOON);
    expect(board.newcomers(2 * DAY_MS, NOON)).toEqual(['new']);
    expect(board.newcomers(2 * DAY_MS, later(3 * DAY_MS))).toEqual([]);
  });

  it('takes changes over, forgets what is gone, and keeps only the tags that rules name', async () => {
    const board = await boardOf(row({ sku: 'a', tags: ['kept', 'other'] }), row({ sku: 'b' }));
    expect(board.product(asSku('a'))?.tags).toEqual(['kept']);
    board.put([row({ sku: 'a', brand: 'Other', updatedAt: later(1) })], 2, NOON);
    expect(board.product(asSku('a'))?.brand).toBe('Other');
    expect(board.forgetBefore(2)).toBe(true);
    expect(board.product(asSku('b'))).toBeNull();
    expect(board.size).toBe(1);
  });

  it('finds the best as sorting all of them would', () => {
    const score = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true }));
    fc.assert(
      fc.property(
        fc.array(score, { maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        (scores, limit) => {
          // prettier-ignore
          const entries = scores.map((own, place) => ({ sku: asSku(`s${String(place).padStart(2, '0')}`), own })); // prettier-ignore
          const sorted = entries
            .filter(({ own }) => own > 0)
            .sort((one, other) => other.own - one.own || (one.sku < other.sku ? -1 : 1))
            .slice(0, limit)
            .map(({ sku }) => sku);
          expect(bestSkus(entries, ({ own }) => own, { limit, floor: 0 })).toEqual(sorted);
        },
      ),
    );
  });
});
