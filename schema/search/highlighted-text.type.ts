import { Field, ObjectType } from 'type-graphql';
import { HighlightPiece } from './highlight-piece.type';

@ObjectType({ description: 'A text with the matching words marked.', simpleResolvers: true })
export class HighlightedText {
  @Field(() => [HighlightPiece], {
    description: 'The text cut where marking begins and ends; joined, the pieces are the text.',
  })
  readonly pieces!: readonly HighlightPiece[];

  @Field(() => String, {
    description: 'The same as HTML: escaped, with `<mark>` around what matched. Safe to insert.',
  })
  readonly html!: string;
}
