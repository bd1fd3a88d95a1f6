import type {
  IndexName,
  SearchIndex,
  VersionedProduct,
} from '../../src/indexing/search-index.port';
import { asSku } from '../../src/shared/ids';
import { aProduct } from '../support/a-product';

/** A search index of an empty shop, and a look behind the port. */
export interface SearchIndexWorld {
  readonly searchIndex: SearchIndex;
  /** What the index holds of a product; null when it is not there or deleted. */
  titleOf(index: IndexName, sku: string): Promise<string | null>;
}

/** A product as of a version; `title: null` is one that was deleted. */
export function versioned(sku: string, version: number, title: string | null): VersionedProduct {
  const product = title === null ? null : aProduct({ sku, title });
  return { sku: asSku(sku), version, product, popularity: 0 };
}

/** What every SearchIndex promises. */
export function describeSearchIndex(name: string, open: () => Promise<SearchIndexWorld>): void {
  describe(`SearchIndex: ${name}`, () => {
    let world: SearchIndexWorld;
    let searchIndex: SearchIndex;
    let index: IndexName;

    const write = async (...products: readonly VersionedProduct[]) =>
      (await searchIndex.write(index, products)).map(({ outcome }) => outcome);

    beforeEach(async () => {
      world = await open();
      ({ searchIndex } = world);
      index = await searchIndex.create();
    });

    it('has no live index before one is made live', async () => {
      expect(await searchIndex.live()).toBeNull();
    });

    it('writes products and counts them', async () => {
      expect(await write(versioned('a', 0, 'Anvil'), versioned('b', 7, 'Bolt'))).toEqual([
        'WRITTEN',
        'WRITTEN',
      ]);

      expect(await searchIndex.countVisible(index)).toBe(2);
      expect(await world.titleOf(index, 'b')).toBe('Bolt');
    });

    it('answers product for product, in their order', async () => {
      await write(versioned('b', 5, 'Bolt'));

      const outcomes = await searchIndex.write(index, [
        versioned('c', 1, 'Chisel'),
        versioned('b', 5, 'Older bolt'),
        versioned('ä "1"/中', 1, 'Odd'),
      ]);

      expect(outcomes).toEqual([
        { sku: 'c', outcome: 'WRITTEN' },
        { sku: 'b', outcome: 'STALE' },
        { sku: 'ä "1"/中', outcome: 'WRITTEN' },
      ]);
      expect(await world.titleOf(index, 'ä "1"/中')).toBe('Odd');
    });

    it('keeps the newer version, whichever comes first', async () => {
      expect(await write(versioned('a', 2, 'New'))).toEqual(['WRITTEN']);
      expect(await write(versioned('a', 1, 'Old'))).toEqual(['STALE']);
      expect(await write(versioned('a', 2, 'Again'))).toEqual(['STALE']);
      expect(await world.titleOf(index, 'a')).toBe('New');

      expect(await write(versioned('a', 10, 'Newest'))).toEqual(['WRITTEN']);
      expect(await world.titleOf(index, 'a')).toBe('Newest');
    });

    it('remembers a deletion as a version', async () => {
      await write(versioned('a', 1, 'Anvil'), versioned('b', 1, 'Bolt'));

      expect(await write(versioned('a', 3, null))).toEqual(['WRITTEN']);
      expect(await write(versioned('a', 2, 'Late'))).toEqual(['STALE']);

      expect(await world.titleOf(index, 'a')).toBeNull();
      expect(await searchIndex.countVisible(index)).toBe(1);
      expect(await write(versioned('a', 4, 'Back'))).toEqual(['WRITTEN']);
      expect(await searchIndex.countVisible(index)).toBe(2);
    });

    it('remembers the deletion of a product that it never held', async () => {
      expect(await write(versioned('ghost', 3, null))).toEqual(['WRITTEN']);
      expect(await write(versioned('ghost', 2, 'Late'))).toEqual(['STALE']);

      expect(await searchIndex.countVisible(index)).toBe(0);
    });

    it('does nothing for no products', async () => {
      expect(await write()).toEqual([]);
    });

    it('keeps indexes apart and names them oldest first', async () => {
      const second = await searchIndex.create();
      await write(versioned('a', 1, 'Anvil'));

      expect(await searchIndex.all()).toEqual([index, second]);
      expect(await searchIndex.countVisible(second)).toBe(0);
    });

    it('changes over to another index and keeps the one before', async () => {
      const second = await searchIndex.create();
      await write(versioned('a', 1, 'Anvil'));

      await searchIndex.makeLive(index);
      expect(await searchIndex.live()).toBe(index);
      await searchIndex.makeLive(second);
      expect(await searchIndex.live()).toBe(second);
      await searchIndex.makeLive(second);
      expect(await searchIndex.live()).toBe(second);

      expect(await searchIndex.all()).toEqual([index, second]);
      expect(await searchIndex.countVisible(index)).toBe(1);
    });

    it('drops an index, but never the live one', async () => {
      const second = await searchIndex.create();
      await searchIndex.makeLive(second);

      await searchIndex.drop(index);
      await searchIndex.drop(index);

      expect(await searchIndex.all()).toEqual([second]);
      await expect(searchIndex.drop(second)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      expect(await searchIndex.all()).toEqual([second]);
    });

    it('does not make an index by writing to one that is gone', async () => {
      await searchIndex.drop(index);

      expect(await searchIndex.write(index, [versioned('a', 1, 'Anvil')])).toMatchObject([
        { sku: 'a', outcome: 'FAILED', retryable: true },
      ]);
      expect(await searchIndex.all()).toEqual([]);
    });
  });
}
