import { Field, InputType } from 'type-graphql';

@InputType({ description: 'A place in the tree of departments.' })
export class CategoryPathInput {
  @Field(() => [String], {
    description: 'Names from the root department down, such as `["Computers", "Laptops"]`.',
  })
  readonly path!: readonly string[];
}
