import { openSearchableShop, type SearchableShop } from '../../support/searchable-shop';
import { aSearch } from '../../support/a-search';
import { titled } from '../../support/plain-product';
import { temporaryFolder } from '../../support/temporary-folder';

describe('a text that was relaxed before', () => {
  const folder = temporaryFolder();
  let shop: SearchableShop;

  beforeEach(async () => {
    shop = await openSearchableShop(folder.path('trove.db'));
  });
  afterEach(() => shop.close());

  const search = () => shop.search.search(aSearch({ text: 'brass lamp', first: 20 }));

  it('is answered the second time as the first', async () => {
    await shop.add(titled('brass lamp', 'lamp', 'brass', 'brass table', 'lamp lamp', 'lamp chair'));
    const first = await search();
    const second = await search();
    expect(first.interpretation.relaxation?.fullMatches).toBe(1);
    expect(second).toMatchObject({ interpretation: first.interpretation, total: first.total });
    expect(second.hits.map((hit) => hit.product.sku)).toEqual(
      first.hits.map((hit) => hit.product.sku),
    );
  });

  it('is not relaxed once enough products hold every word', async () => {
    await shop.add(titled('brass lamp', 'lamp', 'brass'));
    await search();
    await shop.add(titled(...Array.from({ length: 10 }, () => 'brass lamp')));
    const { interpretation, total } = await search();
    expect(interpretation.relaxation).toBeNull();
    expect(total.count).toBe(10);
  });
});
