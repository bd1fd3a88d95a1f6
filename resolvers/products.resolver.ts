import { Arg, Ctx, FieldResolver, Int, Query, Resolver } from 'type-graphql';
import { ProductConnection } from '../schema/catalog/product-connection.type';
import { Total } from '../schema/shared/total.type';
import type { CatalogService } from '../src/catalog/catalog-service';
import type { RequestContext } from '../src/request/request-context';
import { pageSize } from './input/page-size';
import { productConnection } from './output/product-connection';
import { DEFAULT_PAGE_SIZE } from '../schema/shared/default-page-size';
import { pageCost } from './page-cost';
import { readProductCursor } from './product-cursor';

@Resolver(() => ProductConnection)
export class ProductsResolver {
  constructor(private readonly catalog: CatalogService) {}

  @Query(() => ProductConnection, {
    description: 'The whole catalogue, by SKU.',
    complexity: pageCost,
  })
  async products(
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE_SIZE, description: 'Products per page.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: '`endCursor` of the page before. Absent: the first page.',
    })
    after: string | null = null,
    @Ctx() { limits }: RequestContext,
  ): Promise<ProductConnection> {
    const size = pageSize(first, limits.pageSize);
    const place = after === null ? null : readProductCursor(after);
    return productConnection(await this.catalog.page(place, size + 1), size, after);
  }

  @FieldResolver(() => Total, { description: 'Products on all pages.' })
  async total(): Promise<Total> {
    return { count: await this.catalog.count(), accuracy: 'EXACT' };
  }
}
