import type { NotInterested } from '../../schema/shoppers/not-interested.type';
import type { Shopper } from '../../schema/shoppers/shopper.type';
import type { Dislike, ShopperProfile, WhoAsks } from '../../src/shoppers/shopper.types';

export function wireShopper({ shopper, session }: WhoAsks, profile: ShopperProfile): Shopper {
  const { departments, brands, priceBands, recent, dislikes } = profile;
  return {
    shopperId: shopper,
    sessionId: session,
    departments,
    brands,
    priceBands,
    recent: recent.map(({ at, ...act }) => ({ ...act, at: new Date(at) })),
    notInterested: dislikes.map(notInterested),
  };
}

function notInterested(dislike: Dislike): NotInterested {
  const none = { sku: null, brand: null, category: null };
  switch (dislike.kind) {
    case 'PRODUCT':
      return { ...none, sku: dislike.sku };
    case 'BRAND':
      return { ...none, brand: dislike.brand };
    case 'CATEGORY':
      return { ...none, category: { name: dislike.path.at(-1) ?? '', path: dislike.path } };
  }
}
