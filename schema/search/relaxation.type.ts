import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'What was given up because too few products hold every word.',
  simpleResolvers: true,
})
export class Relaxation {
  @Field(() => [String], {
    description: 'Words no longer required, in the order they were dropped.',
  })
  readonly droppedWords!: readonly string[];

  @Field(() => Int, { description: 'Products that hold every word; they come first.' })
  readonly fullMatches!: number;
}
