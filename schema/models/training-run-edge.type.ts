import { Field, ObjectType } from 'type-graphql';
import { TrainingRun } from './training-run.type';

@ObjectType({ description: 'A training run and its place in the list.', simpleResolvers: true })
export class TrainingRunEdge {
  @Field(() => String, { description: 'Opaque place in the list; pass it as `after`.' })
  readonly cursor!: string;

  @Field(() => TrainingRun, { description: 'The training run.' })
  readonly node!: TrainingRun;
}
