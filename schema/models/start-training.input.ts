import { Field, InputType } from 'type-graphql';
import type { ModelKind, TrainingMode } from '../../src/models/model.types';
import { ModelKindEnum } from './model-kind.enum';
import { TrainingModeEnum } from './training-mode.enum';

@InputType({ description: 'What is to be trained.' })
export class StartTrainingInput {
  @Field(() => ModelKindEnum, {
    nullable: true,
    description: 'Of which kind. Absent: the reranker.',
  })
  readonly kind?: ModelKind | null;

  @Field(() => TrainingModeEnum, {
    nullable: true,
    description: 'Where to begin. Absent: from the model that serves.',
  })
  readonly mode?: TrainingMode | null;

  @Field(() => String, {
    description: 'Who wants it, and why: kept with the run, at most 500 characters.',
  })
  readonly reason!: string;
}
