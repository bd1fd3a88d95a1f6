import type { NotInterestedInput } from '../../schema/shoppers/not-interested.input';
import { asSku } from '../../src/shared/ids';
import type { Dislike } from '../../src/shoppers/shopper.types';
import { readGlobalId } from '../global-id';
import { onlyGiven } from './only-given';

/** @throws TroveError INVALID_INPUT unless exactly one field is given and an id is one of ours. */
export function dislike(input: NotInterestedInput): Dislike {
  const { productId, sku, brand, category } = input;
  const [name, value] = onlyGiven({ productId, sku, brand, category }, 'what is not wanted');
  switch (name) {
    case 'productId':
      return { kind: 'PRODUCT', sku: asSku(readGlobalId(value).key) };
    case 'sku':
      return { kind: 'PRODUCT', sku: asSku(value) };
    case 'brand':
      return { kind: 'BRAND', brand: value };
    case 'category':
      return { kind: 'CATEGORY', path: value.path };
  }
}
