import fc from 'fast-check';
import { diversify, scaledScores } from '../../../src/recommendation/selection/diversify';

interface Thing {
  readonly score: number;
  readonly kind: number;
  readonly place: number;
}

const sameKind = (one: Thing, other: Thing): number => (one.kind === other.kind ? 1 : 0);

const things = fc
  .array(
    fc.record({ score: fc.double({ noNaN: true, noDefaultInfinity: true }), kind: fc.nat(4) }),
    {
      maxLength: 30,
    },
  )
  .map((drawn) => drawn.map((thing, place): Thing => ({ ...thing, place })));

const lambda = fc.double({ min: 0, max: 1, noNaN: true });

const kindsIn = (list: readonly Thing[]): number => new Set(list.map(({ kind }) => kind)).size;

describe('maximal marginal relevance', () => {
  it('with λ 0 keeps the order of fit', () => {
    fc.assert(
      fc.property(things, (items) => {
        const fit = scaledScores(items);
        const byFit = items.toSorted(
          (one, other) =>
            (fit[other.place] ?? 0) - (fit[one.place] ?? 0) || one.place - other.place,
        );
        expect(diversify(items, sameKind, 0)).toEqual(byFit);
      }),
    );
  });

  it('chooses everything once, the best first, whatever λ is', () => {
    fc.assert(
      fc.property(things, lambda, (items, weight) => {
        const chosen = diversify(items, sameKind, weight);
        expect(new Set(chosen)).toEqual(new Set(items));
        expect(chosen).toHaveLength(items.length);
        const best = Math.max(...scaledScores(items));
        if (chosen[0]) expect(scaledScores(items)[chosen[0].place]).toBe(best);
      }),
    );
  });

  it('with λ 1 shows every kind before any kind twice', () => {
    fc.assert(
      fc.property(things, (items) => {
        const kinds = kindsIn(items);
        expect(kindsIn(diversify(items, sameKind, 1, kinds))).toBe(kinds);
      }),
    );
  });

  it('chooses the beginning of what it would choose of more', () => {
    fc.assert(
      fc.property(things, lambda, fc.nat(30), (items, weight, limit) => {
        const all = diversify(items, sameKind, weight);
        expect(diversify(items, sameKind, weight, limit)).toEqual(all.slice(0, limit));
      }),
    );
  });

  it('gives up fit for difference exactly when λ makes it worth it', () => {
    // Fit 1, 0.8 and 0: the second is of the first's kind. 0.8 (1 - λ) - λ falls below 0 from λ = 4/9 on.
    const items: readonly Thing[] = [
      { score: 10, kind: 0, place: 0 },
      { score: 8, kind: 0, place: 1 },
      { score: 0, kind: 1, place: 2 },
    ];
    const order = (weight: number) => diversify(items, sameKind, weight).map(({ place }) => place);
    expect(order(0.44)).toEqual([0, 1, 2]);
    expect(order(0.45)).toEqual([0, 2, 1]);
  });
});
