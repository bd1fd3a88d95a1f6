import { Field, InputType } from 'type-graphql';

@InputType({ description: 'Products to remove.' })
export class DeleteProductsInput {
  @Field(() => [String], {
    description: 'At most as many as the server takes in one batch (1000 unless configured).',
  })
  readonly skus!: readonly string[];
}
