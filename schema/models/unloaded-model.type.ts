import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'A model that this process was told to load and did not: it keeps what it had.',
  simpleResolvers: true,
})
export class UnloadedModel {
  @Field(() => ID, { description: 'Which one.' })
  readonly modelId!: string;

  @Field(() => String, { description: 'Such as `MODEL_CORRUPT`.' })
  readonly code!: string;

  @Field(() => String, { description: 'For people.' })
  readonly message!: string;
}
