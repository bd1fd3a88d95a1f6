import fc from 'fast-check';
import { composePage, type PageOrder } from '../../../src/recommendation/selection/compose-page';
import type { Candidate } from '../../../src/recommendation/situation.types';
import { asSku } from '../../../src/shared/ids';

const candidate = (sku: string): Candidate => ({
  sku: asSku(sku),
  score: 0,
  strategy: 'POPULAR',
  reason: { kind: 'IN_THE_CATALOGUE' },
});

/** The department of a product is the first letter of its SKU; `-` has none. */
const departmentsOf = (sku: string): readonly string[] => (sku.startsWith('-') ? [] : [sku.slice(0, 1)]); // prettier-ignore

const order = (facts: Partial<PageOrder>): PageOrder => ({
  line: [],
  newcomers: [],
  pins: new Map(),
  cap: null,
  departmentsOf,
  firstPosition: 1,
  size: 3,
  ...facts,
});

const line = (...names: readonly string[]) => names.map(candidate);
const shown = ({ page }: ReturnType<typeof composePage>) => page.map(({ sku }) => sku);

const names = fc.uniqueArray(fc.stringMatching(/^[abc-][0-9]$/), { maxLength: 25 });

describe('a page', () => {
  it('takes the first in line and leaves the others for later', () => {
    const composed = composePage(order({ line: line('a1', 'a2', 'b1', 'b2') }));
    expect(shown(composed)).toEqual(['a1', 'a2', 'b1']);
    expect(composed.rest.map(({ sku }) => sku)).toEqual(['b2']);
  });

  it('puts what is pinned where it is pinned, and not elsewhere before', () => {
    const pins = new Map([[2, candidate('b2')]]);
    expect(shown(composePage(order({ line: line('b2', 'a1', 'a2'), pins })))).toEqual(['a1', 'b2', 'a2']); // prettier-ignore
  });

  it('shows what is pinned beyond its end all the same when nothing else is left', () => {
    const pins = new Map([[9, candidate('b2')]]);
    expect(shown(composePage(order({ line: line('a1', 'b2'), pins })))).toEqual(['a1', 'b2']);
  });

  it('gives every tenth place, from the fifth, to a newcomer', () => {
    const newcomers = line('c1', 'c2', 'c3');
    const many = line(...Array.from({ length: 30 }, (_, place) => `a${String(place)}`));
    const page = shown(composePage(order({ line: many, newcomers, size: 20 })));
    expect(page.flatMap((sku, place) => (sku.startsWith('c') ? [[place + 1, sku]] : []))).toEqual([
      [5, 'c1'],
      [15, 'c2'],
    ]);
    const later = composePage(order({ line: many, newcomers, firstPosition: 6, size: 5 }));
    expect(shown(later).filter((sku) => sku.startsWith('c'))).toEqual([]);
  });

  it('never shows more of a department than its cap, nothing twice, and is short only when nothing fits', () => {
    fc.assert(
      fc.property(
        fc.record({ names, newcomers: names, pinned: names, cap: fc.integer({ min: 1, max: 4 }) }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        (given, size, firstPosition) => {
          const pins = new Map(line(...given.pinned).map((one, place) => [place + 2, one]));
          const composed = composePage(
            order({ line: line(...given.names), newcomers: line(...given.newcomers), pins, cap: given.cap, size, firstPosition }), // prettier-ignore
          );
          const page = shown(composed);
          const countOf = (letter: string) => page.filter((sku) => sku.startsWith(letter)).length;
          for (const letter of 'abc') expect(countOf(letter)).toBeLessThanOrEqual(given.cap);
          expect(new Set(page).size).toBe(page.length);
          expect(page.length).toBeLessThanOrEqual(size);
          if (page.length === size) return;
          for (const { sku } of composed.rest)
            expect([sku, departmentsOf(sku).some((one) => countOf(one) === given.cap)]).toEqual([sku, true]); // prettier-ignore
        },
      ),
    );
  });
});
