import type { AttributeInput } from '../../schema/catalog/attribute.input';
import type { ProductInput } from '../../schema/catalog/product.input';
import type { ProductDraft } from '../../src/catalog/product-draft.types';
import { quoted } from '../../src/shared/errors';
import { onlyGiven } from './only-given';

/** @throws TroveError INVALID_INPUT when an attribute has no value or several. */
export function productDraft(input: ProductInput): ProductDraft {
  const { categories, price, attributes, publishedAt, ...same } = input;
  return {
    ...same,
    categories: categories?.map(({ path }) => path),
    price: price?.amount,
    currency: price?.currency,
    attributes: attributes && Object.fromEntries(attributes.map(attributeEntry)),
    publishedAt: publishedAt?.getTime(),
  };
}

function attributeEntry({ key, text, number, boolean, list }: AttributeInput): [string, unknown] {
  const [, value] = onlyGiven({ text, number, boolean, list }, `the attribute ${quoted(key)}`);
  return [key, value];
}
