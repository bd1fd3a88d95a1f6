import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, Float, ID, ObjectType } from 'type-graphql';
import type { ModelKind, TrainingMode, TrainingState } from '../../src/models/model.types';
import { ModelKindEnum } from './model-kind.enum';
import { TrainingModeEnum } from './training-mode.enum';
import { TrainingProblem } from './training-problem.type';
import { TrainingStateEnum } from './training-state.enum';

@ObjectType({ description: 'One attempt to train a model.', simpleResolvers: true })
export class TrainingRun {
  @Field(() => ID, { description: 'Its name.' })
  readonly id!: string;

  @Field(() => ModelKindEnum, { description: 'What kind of model.' })
  readonly kind!: ModelKind;

  @Field(() => TrainingModeEnum, { description: 'Where it begins.' })
  readonly mode!: TrainingMode;

  @Field(() => TrainingStateEnum, { description: 'How far it has come.' })
  readonly state!: TrainingState;

  @Field(() => Float, { description: '0 to 1.' })
  readonly progress!: number;

  @Field(() => String, { description: 'Who or what asked for it.' })
  readonly reason!: string;

  @Field(() => TrainingProblem, {
    nullable: true,
    description: 'Null unless it was refused or failed.',
  })
  readonly problem!: TrainingProblem | null;

  @Field(() => ID, { nullable: true, description: 'What it made; null until then.' })
  readonly modelId!: string | null;

  @Field(() => GraphQLDateTimeISO, { description: 'When it was asked for.' })
  readonly queuedAt!: Date;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When somebody began; null until then.',
  })
  readonly startedAt!: Date | null;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When it ended; null until then.',
  })
  readonly finishedAt!: Date | null;
}
