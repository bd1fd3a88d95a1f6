import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'Which product: give exactly one of the two.' })
export class ProductLookupInput {
  @Field(() => ID, { nullable: true, description: 'Its global id.' })
  readonly id?: string | null;

  @Field(() => String, { nullable: true, description: "The shop's own key." })
  readonly sku?: string | null;
}
