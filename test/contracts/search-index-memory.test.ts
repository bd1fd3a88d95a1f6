import { MemorySearchIndex } from '../support/memory-search-index';
import { describeSearchIndex } from './search-index.contract';

describeSearchIndex('model in memory', async () => {
  const searchIndex = new MemorySearchIndex();
  return {
    searchIndex,
    titleOf: async (index, sku) =>
      searchIndex.productsIn(index).find((held) => held.sku === sku)?.product?.title ?? null,
  };
});
