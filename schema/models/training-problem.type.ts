import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Why a training made no model.', simpleResolvers: true })
export class TrainingProblem {
  @Field(() => String, { description: 'For programs to switch on, such as `NOTHING_TO_LEARN`.' })
  readonly code!: string;

  @Field(() => String, { description: 'For people.' })
  readonly message!: string;
}
