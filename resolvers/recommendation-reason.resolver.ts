import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Product } from '../schema/catalog/product.type';
import { RecommendationReason } from '../schema/recommendation/recommendation-reason.type';
import type { Product as StoredProduct } from '../src/catalog/product.types';
import type { RequestContext } from '../src/request/request-context';
import type { WireReason } from './output/recommendation-connection';
import { reasonWords } from './output/reason-words';
import { wireProduct } from './output/wire-product';

@Resolver(() => RecommendationReason)
export class RecommendationReasonResolver {
  @FieldResolver(() => String, { description: 'A sentence in English, for people.' })
  async words(@Root() reason: WireReason, @Ctx() context: RequestContext): Promise<string> {
    const product = await productOf(reason, context);
    return reasonWords({ ...reason, title: product?.title ?? null });
  }

  @FieldResolver(() => Product, {
    nullable: true,
    description:
      'The product that it is about; null when it is about none, or about one that is gone.',
  })
  async product(@Root() reason: WireReason, @Ctx() context: RequestContext) {
    const product = await productOf(reason, context);
    return product && wireProduct(product);
  }
}

async function productOf(
  { reason }: WireReason,
  { loaders }: RequestContext,
): Promise<StoredProduct | null> {
  return 'sku' in reason ? loaders.products.load(reason.sku) : null;
}
