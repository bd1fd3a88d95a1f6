import { Field, ObjectType } from 'type-graphql';
import { PageInfo } from '../shared/page-info.type';
import { ProductEdge } from './product-edge.type';

/** The total is counted only when asked for, so it stands with its resolver. */
@ObjectType({ description: 'A page of the catalogue, by SKU.', simpleResolvers: true })
export class ProductConnection {
  @Field(() => [ProductEdge], { description: 'The products of this page.' })
  readonly edges!: readonly ProductEdge[];

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  readonly pageInfo!: PageInfo;
}
