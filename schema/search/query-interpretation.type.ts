import { Field, ObjectType } from 'type-graphql';
import { Relaxation } from './relaxation.type';
import { WordCorrection } from './word-correction.type';

@ObjectType({ description: 'How the text of a search was read.', simpleResolvers: true })
export class QueryInterpretation {
  @Field(() => String, { description: 'What was searched for, after correction.' })
  readonly searchedText!: string;

  @Field(() => [WordCorrection], { description: 'Misspelt words that were replaced.' })
  readonly corrections!: readonly WordCorrection[];

  @Field(() => String, {
    nullable: true,
    description: 'A more likely spelling that was not applied: offer it as "did you mean".',
  })
  readonly didYouMean!: string | null;

  @Field(() => Relaxation, { nullable: true, description: 'Null when nothing was given up.' })
  readonly relaxation!: Relaxation | null;

  @Field(() => [String], {
    description: 'Words that mean nothing to search and were left out, such as `the`.',
  })
  readonly ignoredWords!: readonly string[];
}
