import { Field, Int, ObjectType } from 'type-graphql';
import { UserError } from '../shared/user-error.type';

@ObjectType({ description: 'What a removal did.', simpleResolvers: true })
export class DeleteProductsPayload {
  @Field(() => Int, { description: 'Products that were there and are gone.' })
  readonly deleted!: number;

  @Field(() => [UserError], {
    description: 'SKUs that the catalogue does not have, with code `UNKNOWN_PRODUCT`.',
  })
  readonly userErrors!: readonly UserError[];
}
