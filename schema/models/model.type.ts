import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { ModelKind, ModelState } from '../../src/models/model.types';
import { ModelKindEnum } from './model-kind.enum';
import { ModelMetric } from './model-metric.type';
import { ModelShadow } from './model-shadow.type';
import { ModelStateEnum } from './model-state.enum';
import { ModelTrainingData } from './model-training-data.type';
import { ModelVerdict } from './model-verdict.type';

@ObjectType({
  description:
    'One trained model. It never changes but for its state, its verdict and what its shadow did.',
  simpleResolvers: true,
})
export class Model {
  @Field(() => ID, { description: 'Its name, the same as on the command line.' })
  readonly id!: string;

  @Field(() => ModelKindEnum, { description: 'What it does.' })
  readonly kind!: ModelKind;

  @Field(() => ModelStateEnum, { description: 'Where it stands.' })
  readonly state!: ModelState;

  @Field(() => String, { description: 'SHA-256 of its bytes, in hexadecimal.' })
  readonly checksum!: string;

  @Field(() => Int, { description: 'How large it is.' })
  readonly bytes!: number;

  @Field(() => String, { description: 'Names the list of features and what they mean.' })
  readonly featureSet!: string;

  @Field(() => [String], {
    description: 'What it knows of a product, in the order of its columns.',
  })
  readonly features!: readonly string[];

  @Field(() => ModelTrainingData, { description: 'What it learnt from.' })
  readonly data!: ModelTrainingData;

  @Field(() => ID, {
    nullable: true,
    description: 'The model that training began from; null when it began anew.',
  })
  readonly parentId!: string | null;

  @Field(() => String, { description: 'What computed, such as `wasm`.' })
  readonly engine!: string;

  @Field(() => Float, { description: 'The same seed and data give the same model.' })
  readonly seed!: number;

  @Field(() => [ModelMetric], { description: 'What training reported, by name.' })
  readonly metrics!: readonly ModelMetric[];

  @Field(() => ID, {
    nullable: true,
    description: 'The run that made it; null when it was made otherwise.',
  })
  readonly trainingRunId!: string | null;

  @Field(() => GraphQLDateTimeISO, { description: 'When it was made.' })
  readonly createdAt!: Date;

  @Field(() => ModelVerdict, { nullable: true, description: 'Its judgement; null until then.' })
  readonly verdict!: ModelVerdict | null;

  @Field(() => ModelShadow, {
    nullable: true,
    description: 'Null unless it has been in the shadow.',
  })
  readonly shadow!: ModelShadow | null;
}
