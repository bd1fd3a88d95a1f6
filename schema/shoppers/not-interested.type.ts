import { Field, ObjectType } from 'type-graphql';
import { Category } from '../catalog/category.type';

@ObjectType({
  description: 'Something that a shopper does not want to see: one of the three.',
  simpleResolvers: true,
})
export class NotInterested {
  @Field(() => String, { nullable: true, description: 'A product, by the key of the shop.' })
  readonly sku!: string | null;

  @Field(() => String, { nullable: true, description: 'A brand.' })
  readonly brand!: string | null;

  @Field(() => Category, { nullable: true, description: 'A department and all below it.' })
  readonly category!: Category | null;
}
