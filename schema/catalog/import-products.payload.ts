import { Field, Int, ObjectType } from 'type-graphql';
import { UserError } from '../shared/user-error.type';

@ObjectType({
  description: 'What an import did. The counts are of distinct SKUs that were accepted.',
  simpleResolvers: true,
})
export class ImportProductsPayload {
  @Field(() => Int, { description: 'Products that are new.' })
  readonly created!: number;

  @Field(() => Int, { description: 'Products that were stored with other content.' })
  readonly updated!: number;

  @Field(() => Int, { description: 'Products that were stored with the same content.' })
  readonly unchanged!: number;

  @Field(() => Int, { description: 'Rows laid over another row of this import with the same SKU.' })
  readonly merged!: number;

  @Field(() => [UserError], { description: 'The rows that were refused, and why.' })
  readonly userErrors!: readonly UserError[];
}
