import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A place in the tree of departments.', simpleResolvers: true })
export class Category {
  @Field(() => String, { description: 'The name of the place itself: the last of `path`.' })
  readonly name!: string;

  @Field(() => [String], {
    description: 'Names from the root department down, such as `["Computers", "Laptops"]`.',
  })
  readonly path!: readonly string[];
}
