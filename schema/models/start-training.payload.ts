import { Field, ObjectType } from 'type-graphql';
import { ModelError } from './model-error.type';
import { TrainingRun } from './training-run.type';

@ObjectType({ description: 'What came of asking for a training.', simpleResolvers: true })
export class StartTrainingPayload {
  @Field(() => TrainingRun, {
    nullable: true,
    description: 'The run that waits; null when nothing was done.',
  })
  readonly run!: TrainingRun | null;

  @Field(() => Boolean, {
    description: 'False when a run was waiting already, which is the answer then.',
  })
  readonly isNew!: boolean;

  @Field(() => [ModelError], { description: 'Why nothing was done; empty when it was.' })
  readonly userErrors!: readonly ModelError[];
}
