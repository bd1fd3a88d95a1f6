import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Product } from '../schema/catalog/product.type';
import { RecommendationConnection } from '../schema/recommendation/recommendation-connection.type';
import { RecommendationsArgs } from '../schema/recommendation/recommendations.args';
import { RelatedProductsArgs } from '../schema/recommendation/related-products.args';
import type { Recommendations } from '../src/recommendation/recommendations.port';
import type { RelatedQuestion } from '../src/request/related-loader';
import type { RequestContext } from '../src/request/request-context';
import { asSku } from '../src/shared/ids';
import { productFilter } from './input/product-filter';
import { recommendationRequest } from './input/recommendation-request';
import { recommendationConnection } from './output/recommendation-connection';
import type { WireProduct } from './output/wire-product';
import { pageCost } from './page-cost';

const GONE = 'Null, with an error, when it cannot be made.';

@Resolver(() => Product)
export class RecommendationsResolver {
  constructor(private readonly service: Recommendations) {}

  @Query(() => RecommendationConnection, {
    description:
      'What to show next. What the shopper has just done counts at once. Never empty while something may be shown, except where a list tells what was.',
    complexity: pageCost,
  })
  async recommendations(
    @Args(() => RecommendationsArgs) args: RecommendationsArgs,
    @Ctx() { deadline }: RequestContext,
  ): Promise<RecommendationConnection> {
    const list = await this.service.recommend(recommendationRequest(args), deadline);
    return recommendationConnection(list, args.after ?? null);
  }

  @FieldResolver(() => RecommendationConnection, {
    nullable: true,
    description: `What else would do instead; the same for all shoppers. Further pages: \`recommendations\` with placement \`SIMILAR\` and this product. ${GONE}`,
    complexity: pageCost,
  })
  async similar(
    @Root() product: WireProduct,
    @Args(() => RelatedProductsArgs) args: RelatedProductsArgs,
    @Ctx() context: RequestContext,
  ): Promise<RecommendationConnection> {
    return related('SIMILAR', product, args, context);
  }

  @FieldResolver(() => RecommendationConnection, {
    nullable: true,
    description: `What goes with it; the same for all shoppers. Further pages: \`recommendations\` with placement \`BOUGHT_TOGETHER\` and this product. ${GONE}`,
    complexity: pageCost,
  })
  async boughtTogether(
    @Root() product: WireProduct,
    @Args(() => RelatedProductsArgs) args: RelatedProductsArgs,
    @Ctx() context: RequestContext,
  ): Promise<RecommendationConnection> {
    return related('BOUGHT_TOGETHER', product, args, context);
  }
}

async function related(
  placement: RelatedQuestion['placement'],
  { sku }: WireProduct,
  { first, filter }: RelatedProductsArgs,
  { loaders }: RequestContext,
): Promise<RecommendationConnection> {
  const question = { placement, sku: asSku(sku), first, filter: productFilter(filter) };
  return recommendationConnection(await loaders.related.load(question), null);
}
