import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { ProductAttribute } from '../schema/catalog/product-attribute.type';
import { ProductLookupInput } from '../schema/catalog/product-lookup.input';
import { Product } from '../schema/catalog/product.type';
import type { RequestContext } from '../src/request/request-context';
import { skuOf } from './input/product-lookup';
import { wireAttributes } from './output/wire-attributes';
import { wireProduct, type WireProduct } from './output/wire-product';

@Resolver(() => Product)
export class ProductResolver {
  @Query(() => Product, {
    nullable: true,
    description: 'One product; null when the catalogue does not have it.',
  })
  async product(
    @Arg('input', () => ProductLookupInput, { description: 'Which product.' })
    input: ProductLookupInput,
    @Ctx() { loaders }: RequestContext,
  ): Promise<WireProduct | null> {
    const product = await loaders.products.load(skuOf(input));
    return product && wireProduct(product);
  }

  @FieldResolver(() => [ProductAttribute], {
    description: 'Typed facts, such as screen size or colour.',
  })
  attributes(
    @Root() { attributes }: WireProduct,
    @Arg('keys', () => [String], {
      nullable: true,
      description: 'Only these, in this order. Absent: all of them, by key.',
    })
    keys: readonly string[] | null = null,
  ): readonly ProductAttribute[] {
    return wireAttributes(attributes, keys);
  }
}
