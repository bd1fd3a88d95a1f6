import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A piece of a highlighted text.', simpleResolvers: true })
export class HighlightPiece {
  @Field(() => String, { description: 'Plain text, not escaped.' })
  readonly text!: string;

  @Field(() => Boolean, { description: "Whether the query's words stand here." })
  readonly matched!: boolean;
}
