import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { DeleteProductsInput } from '../schema/catalog/delete-products.input';
import { DeleteProductsPayload } from '../schema/catalog/delete-products.payload';
import { ImportProductsInput } from '../schema/catalog/import-products.input';
import { ImportProductsPayload } from '../schema/catalog/import-products.payload';
import type { CatalogService } from '../src/catalog/catalog-service';
import { requireCatalogAccess } from '../src/request/catalog-access';
import type { RequestContext } from '../src/request/request-context';
import { asSku } from '../src/shared/ids';
import { productDraft } from './input/product-draft';
import { readableRows, refuseTooMany } from './input/readable-rows';
import { unknownSkus } from './output/unknown-skus';
import { userErrors } from './output/user-errors';

@Resolver()
export class CatalogChangesResolver {
  constructor(private readonly catalog: CatalogService) {}

  @Mutation(() => ImportProductsPayload, {
    description:
      'Writes products: new ones are added, known ones replaced. They can be found as soon as this answers. A row that is refused does not stop the others. Needs the admin key when the server has one.',
  })
  async importProducts(
    @Arg('input', () => ImportProductsInput, { description: 'The products.' })
    { products }: ImportProductsInput,
    @Ctx() { catalogAccess, limits }: RequestContext,
  ): Promise<ImportProductsPayload> {
    requireCatalogAccess(catalogAccess);
    const rows = readableRows(products, limits.batchSize, productDraft);
    const { problems, ...counts } = await this.catalog.importProducts(rows.drafts);
    return { ...counts, userErrors: userErrors([...rows.problems, ...rows.inBatch(problems)]) };
  }

  @Mutation(() => DeleteProductsPayload, {
    description:
      'Removes products for good; what shoppers did with them is kept. Needs the admin key when the server has one.',
  })
  async deleteProducts(
    @Arg('input', () => DeleteProductsInput, { description: 'The products.' })
    { skus }: DeleteProductsInput,
    @Ctx() { catalogAccess, limits }: RequestContext,
  ): Promise<DeleteProductsPayload> {
    requireCatalogAccess(catalogAccess);
    refuseTooMany(skus.length, limits.batchSize);
    const { deleted, unknown } = await this.catalog.deleteProducts(skus.map(asSku));
    return { deleted: deleted.length, userErrors: userErrors(unknownSkus(skus, unknown)) };
  }
}
