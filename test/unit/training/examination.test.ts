import fc from 'fast-check';
import { SeededRandom } from '../../../src/shared/seeded-random';
import {
  chanceAt,
  estimateExamination,
  fallbackExamination,
  MOST_PLACES,
  type PlacesOfPair,
} from '../../../src/training/examination';
import { PairPlaces } from '../../../src/training/pair-places';
import { aShownList, productNames } from '../../support/a-shown-list';

const PLACES = 10;

interface World {
  readonly seed: number;
  readonly searches: number;
  readonly queries: number;
  /** The chance that place k, from 0, is looked at. */
  readonly looks: (place: number) => number;
  /** How far products wander from their usual place. */
  readonly wander: number;
}

/**
 * Shoppers who look at a place by chance and click on what attracts them there. What attracts stands further up, as in any shop, so that
 * counting clicks per place overrates the top; products wander a little.
 */
function loggedBy({ seed, searches, queries, looks, wander }: World): PairPlaces {
  const random = new SeededRandom(seed);
  const lists = Array.from({ length: searches }, () => {
    const query = `query ${random.below(queries)}`;
    const usual = productNames(PLACES);
    const skus = usual
      .map((sku, place) => ({ sku, key: place + random.normal(0, wander) }))
      .toSorted((left, right) => left.key - right.key)
      .map(({ sku }) => sku);
    const clicked = skus.filter((sku, place) => {
      const attracts = 0.7 * 0.8 ** usual.indexOf(sku);
      return random.next() < looks(place) && random.next() < attracts;
    });
    return aShownList({ text: query, skus, clicked });
  });
  const pairs = new PairPlaces();
  for (const list of lists) pairs.collect(list);
  for (const list of lists) pairs.count(list);
  return pairs;
}

describe('examination estimated from a log', () => {
  it.each([
    ['slowly', (place: number) => (place + 1) ** -0.5],
    ['as the general rule says', (place: number) => 1 / (place + 1)],
    ['to the fold', (place: number) => (place < 4 ? 1 : 0.3)],
  ])('recovers how attention falls: %s', (_, looks) => {
    const pairs = loggedBy({ seed: 1, searches: 20_000, queries: 40, looks, wander: 2 });
    const estimate = estimateExamination(pairs.all());
    expect(estimate.source).toBe('LOG');
    for (let place = 0; place < PLACES; place += 1) {
      expect(Math.abs(chanceAt(estimate, place) - looks(place) / looks(0))).toBeLessThan(0.06);
    }
  });

  it('is not deceived by the best standing at the top, as counting clicks per place is', () => {
    const looks = (place: number) => (place + 1) ** -0.5;
    const pairs = loggedBy({ seed: 2, searches: 20_000, queries: 40, looks, wander: 2 });
    const clicksAt = new Array<number>(PLACES).fill(0);
    for (const pair of pairs.all())
      for (const [place, { answered }] of pair) clicksAt[place] = (clicksAt[place] ?? 0) + answered;
    const byClicks = (clicksAt[9] ?? 0) / (clicksAt[0] ?? 1);
    const truth = looks(9);
    expect(byClicks).toBeLessThan(truth / 2);
    expect(Math.abs(chanceAt(estimateExamination(pairs.all()), 9) - truth)).toBeLessThan(0.06);
  });

  it('holds when every query was asked a few times only', () => {
    const looks = (place: number) => 1 / (place + 1);
    const pairs = loggedBy({ seed: 3, searches: 12_000, queries: 4000, looks, wander: 3 });
    const estimate = estimateExamination(pairs.all());
    for (let place = 0; place < PLACES; place += 1) {
      expect(Math.abs(chanceAt(estimate, place) - looks(place))).toBeLessThan(0.06);
    }
  });

  it('falls back to the general rule when nothing ever changed its place', () => {
    const looks = (place: number) => (place + 1) ** -0.2;
    const pairs = loggedBy({ seed: 4, searches: 5000, queries: 40, looks, wander: 0 });
    const estimate = estimateExamination(pairs.all());
    expect(estimate).toEqual({ ...fallbackExamination(), evidence: 0 });
    expect([0, 1, 3].map((place) => chanceAt(estimate, place))).toEqual([1, 1 / 2, 1 / 4]);
  });

  it('falls back when there is too little to tell', () => {
    const looks = () => 1;
    const pairs = loggedBy({ seed: 5, searches: 30, queries: 2, looks, wander: 3 });
    expect(estimateExamination(pairs.all()).source).toBe('FALLBACK');
    expect(estimateExamination([])).toEqual(fallbackExamination());
  });

  const counts = fc
    .tuple(fc.nat({ max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([shown, share]) => ({ shown: shown + 1, answered: Math.floor((shown + 1) * share) }));
  const places = fc.dictionary(fc.nat({ max: MOST_PLACES - 1 }).map(String), counts);
  const logs = fc.array(
    places.map(
      (pair): PlacesOfPair =>
        new Map(Object.entries(pair).map(([place, count]) => [Number(place), count])),
    ),
    { maxLength: 20 },
  );

  it('is always a chance, 1 at the top, and never rises, whatever the log holds', () => {
    fc.assert(
      fc.property(logs, (pairs) => {
        const { chances } = estimateExamination(pairs);
        expect(chances).toHaveLength(MOST_PLACES);
        expect(chances[0]).toBe(1);
        chances.forEach((chance, place) => {
          expect(chance).toBeGreaterThan(0);
          expect(chance).toBeLessThanOrEqual((chances[place - 1] ?? 1) + 1e-12);
        });
      }),
    );
  });
});
