import fc from 'fast-check';
import type { CatalogueView } from '../../../src/search/keyword-engine.port';
import { queryDigest, readCursor, writeCursor } from '../../../src/search/cursor';
import { asSearchId, asSku } from '../../../src/shared/ids';
import { refusalOf } from '../../support/refusal';

const query = { text: 'laptop', filter: null, sort: 'RELEVANCE', unavailable: 'SHOW' } as const;
const digest = queryDigest(query);

const place = fc.record({
  searchId: fc.uuid().map(asSearchId),
  position: fc.integer({ min: 1, max: 1_000_000 }),
  sortKey: fc.array(
    fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string({ unit: 'binary' })),
    { maxLength: 6 },
  ),
  tiers: fc.array(fc.array(fc.nat(31), { minLength: 1, maxLength: 32 }), { maxLength: 32 }),
  fullMatches: fc.nat(),
  view: fc.option(fc.string({ unit: 'binary' }).map((id) => id as CatalogueView)),
  ranking: fc.constantFrom('KEYWORD' as const, 'HYBRID' as const, 'NEURAL' as const),
});

describe('a cursor', () => {
  it('is read back as it was written, and is safe in an address', () => {
    fc.assert(
      fc.property(place, (written) => {
        const cursor = writeCursor(written, digest);
        expect(cursor).toMatch(/^[\w-]+$/);
        // JSON has one zero only; for an order that makes no difference.
        const plainZeros = written.sortKey.map((value) => (value === 0 ? 0 : value));
        expect(readCursor(cursor, digest)).toEqual({ ...written, sortKey: plainZeros });
      }),
    );
  });

  it('is refused with any other text, filter, sort, availability or ranking', () => {
    const cursor = writeCursor(
      {
        searchId: asSearchId('s'),
        position: 1,
        sortKey: [],
        tiers: [],
        fullMatches: 0,
        view: null,
        ranking: 'KEYWORD',
      },
      digest,
    );
    const others = [
      { ...query, text: 'laptops' },
      { ...query, sort: 'NEWEST' as const },
      { ...query, unavailable: 'HIDE' as const },
      { ...query, ranking: 'NEURAL' as const },
      { ...query, filter: { op: 'sku' as const, anyOf: [asSku('1')] } },
    ];
    for (const other of others)
      expect(refusalOf(() => readCursor(cursor, queryDigest(other)))).toMatchObject({
        code: 'CURSOR_MISMATCH',
      });
  });

  it('is refused when a character was changed', () => {
    fc.assert(
      fc.property(place, fc.nat(), (written, where) => {
        const cursor = writeCursor(written, digest);
        // The last character may hold bits that belong to nothing.
        const at = where % (cursor.length - 1);
        const changed =
          cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
        expect(refusalOf(() => readCursor(changed, digest)).code).toBe('CURSOR_INVALID');
      }),
    );
  });

  it('is refused when it is anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (garbage) => {
        expect(refusalOf(() => readCursor(garbage, digest)).code).toBe('CURSOR_INVALID');
      }),
    );
    for (const garbage of ['', 'MTIz', '{}', 'x'.repeat(1_000_000)])
      expect(refusalOf(() => readCursor(garbage, digest)).code).toBe('CURSOR_INVALID');
  });
});
