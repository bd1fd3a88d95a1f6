import { Field, ObjectType } from 'type-graphql';
import { HighlightedText } from './highlighted-text.type';
import { SuggestionSourceEnum, type SuggestionSource } from './suggestion-source.enum';

@ObjectType({ description: 'A text worth searching for.', simpleResolvers: true })
export class QuerySuggestion {
  @Field(() => String, { description: 'Pass it as the text of a search.' })
  readonly text!: string;

  @Field(() => SuggestionSourceEnum, { description: 'Where it comes from.' })
  readonly source!: SuggestionSource;

  @Field(() => HighlightedText, { description: 'The text with what was typed marked.' })
  readonly highlight!: HighlightedText;
}
