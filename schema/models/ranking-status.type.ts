import { Field, Float, ObjectType } from 'type-graphql';
import { LoadedModel } from './loaded-model.type';
import { UnloadedModel } from './unloaded-model.type';

@ObjectType({
  description: 'What ranking does in the process that answers. Numbers count from its start.',
  simpleResolvers: true,
})
export class RankingStatus {
  @Field(() => String, {
    nullable: true,
    description: 'What computes, such as `wasm`; null until a model is loaded.',
  })
  readonly engine!: string | null;

  @Field(() => String, {
    description: 'The features that are worked out here: only models of this set can serve.',
  })
  readonly featureSet!: string;

  @Field(() => LoadedModel, {
    nullable: true,
    description: 'What serves here; null for keyword order.',
  })
  readonly champion!: LoadedModel | null;

  @Field(() => Boolean, { description: 'Another model should serve, and cannot be loaded here.' })
  readonly isBehind!: boolean;

  @Field(() => [LoadedModel], { description: 'What is tried here, unseen.' })
  readonly shadows!: readonly LoadedModel[];

  @Field(() => [UnloadedModel], { description: 'What could not be loaded, and why.' })
  readonly unloaded!: readonly UnloadedModel[];

  @Field(() => Float, { description: 'Pages that were ranked, whoever decided the order.' })
  readonly pages!: number;

  @Field(() => Float, {
    description:
      'Times that neighbours, features or scores came too late; what they were for was answered without them.',
  })
  readonly tooLate!: number;

  @Field(() => Float, { description: 'Times that they failed.' })
  readonly failures!: number;

  @Field(() => Float, { description: 'Lists that no shadow scored because it was busy.' })
  readonly shadowsDropped!: number;
}
