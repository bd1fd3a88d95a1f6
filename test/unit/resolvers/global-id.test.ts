import fc from 'fast-check';
import { globalId, readGlobalId } from '../../../resolvers/global-id';
import { productCursor, readProductCursor } from '../../../resolvers/product-cursor';
import { asSku } from '../../../src/shared/ids';

const wellFormed = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });

describe('globalId', () => {
  it('can be read back, whatever the key', () => {
    fc.assert(
      fc.property(wellFormed, (key) => {
        expect(readGlobalId(globalId('Product', key))).toEqual({ type: 'Product', key });
      }),
    );
  });

  it('can stand in an address as it is', () => {
    fc.assert(
      fc.property(wellFormed, (key) => {
        expect(globalId('Product', key)).toMatch(/^[A-Za-z0-9_-]+$/);
      }),
    );
  });

  it('is the only text that is read: no other spelling of the same bytes', () => {
    const id = globalId('Product', 'A');
    for (const other of [`${id}=`, `${id} `, ` ${id}`, `${id}\n`]) {
      expect(() => readGlobalId(other)).toThrow('is not an id of this API');
    }
  });

  it('never takes an arbitrary text for an id', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          const { type, key } = readGlobalId(text);
          expect(globalId(type, key)).toBe(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'INVALID_INPUT' });
        }
      }),
    );
  });
});

describe('productCursor', () => {
  it('can be read back, whatever the SKU', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        expect(readProductCursor(productCursor(asSku(text)))).toBe(text);
      }),
    );
  });

  it('is no global id, and a global id is no cursor', () => {
    expect(() => readGlobalId(productCursor(asSku('A')))).toThrow();
    expect(() => readProductCursor(globalId('Product', 'A'))).toThrow();
  });
});
