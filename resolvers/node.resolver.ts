import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Node } from '../schema/shared/node.type';
import type { RequestContext } from '../src/request/request-context';
import type { RequestLoaders } from '../src/request/request-loaders';
import { asSku } from '../src/shared/ids';
import { readGlobalId } from './global-id';
import { refuseTooMany } from './input/readable-rows';
import { wireProduct } from './output/wire-product';
import { pageCost } from './page-cost';

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'Anything with a global id; null when it is gone.',
  })
  async node(
    @Arg('id', () => ID, { description: 'An `id` from an earlier answer.' }) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Node | null> {
    return loadNode(loaders, id);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: 'Several things at once, in the order of the ids; null for what is gone.',
    complexity: pageCost,
  })
  async nodes(
    @Arg('ids', () => [ID], { description: 'Each an `id` from an earlier answer.' })
    ids: readonly string[],
    @Ctx() { loaders, limits }: RequestContext,
  ): Promise<readonly (Node | null)[]> {
    refuseTooMany(ids.length, limits.pageSize);
    return Promise.all(ids.map((id) => loadNode(loaders, id)));
  }
}

async function loadNode(loaders: RequestLoaders, id: string): Promise<Node | null> {
  const product = await loaders.products.load(asSku(readGlobalId(id).key));
  return product && wireProduct(product);
}
