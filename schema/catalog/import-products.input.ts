import { Field, InputType } from 'type-graphql';
import { ProductInput } from './product.input';

@InputType({ description: 'Products to write.' })
export class ImportProductsInput {
  @Field(() => [ProductInput], {
    description: 'At most as many as the server takes in one batch (1000 unless configured).',
  })
  readonly products!: readonly ProductInput[];
}
