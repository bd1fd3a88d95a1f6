import { Field, ObjectType } from 'type-graphql';
import { Product } from './product.type';

@ObjectType({ description: 'A product and its place in the list.', simpleResolvers: true })
export class ProductEdge {
  @Field(() => String, { description: 'Opaque place in the list; pass it as `after`.' })
  readonly cursor!: string;

  @Field(() => Product, { description: 'The product.' })
  readonly node!: Product;
}
