import { Field, ID, InputType } from 'type-graphql';
import { CategoryPathInput } from '../catalog/category-path.input';

@InputType({ description: 'What somebody does not want to see: give exactly one.' })
export class NotInterestedInput {
  @Field(() => ID, { nullable: true, description: 'A product, by its global id.' })
  readonly productId?: string | null;

  @Field(() => String, { nullable: true, description: 'A product, by the key of the shop.' })
  readonly sku?: string | null;

  @Field(() => String, { nullable: true, description: 'A brand, as products have it.' })
  readonly brand?: string | null;

  @Field(() => CategoryPathInput, {
    nullable: true,
    description: 'A department and all below it.',
  })
  readonly category?: CategoryPathInput | null;
}
