import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import type { TrainingData } from '../../src/models/model.types';
import { TrainingSourceEnum } from './training-source.enum';

@ObjectType({ description: 'What a model learnt from.', simpleResolvers: true })
export class ModelTrainingData {
  @Field(() => TrainingSourceEnum, { description: 'Shoppers or judges.' })
  readonly source!: TrainingData['source'];

  @Field(() => Int, { description: 'Lists that taught something.' })
  readonly lists!: number;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'First moment of the feedback; null for judgments.',
  })
  readonly from!: Date | null;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'Last moment of it; null for judgments.',
  })
  readonly to!: Date | null;
}
