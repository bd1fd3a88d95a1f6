import type { ProductLookupInput } from '../../schema/catalog/product-lookup.input';
import { asSku, type Sku } from '../../src/shared/ids';
import { readGlobalId } from '../global-id';
import { onlyGiven } from './only-given';

/** @throws TroveError INVALID_INPUT unless exactly one of id and SKU is given and the id is one of ours. */
export function skuOf({ id, sku }: ProductLookupInput): Sku {
  const [name, value] = onlyGiven({ id, sku }, 'the input');
  return asSku(name === 'sku' ? value : readGlobalId(value).key);
}
