import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'A misspelt word that was replaced, because the catalogue does not have it.',
  simpleResolvers: true,
})
export class WordCorrection {
  @Field(() => String, { description: 'As the shopper typed it.' })
  readonly typed!: string;

  @Field(() => String, { description: 'What was searched for instead.' })
  readonly corrected!: string;
}
