import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { ScorerActivity } from './scorer-activity.type';

@ObjectType({ description: 'A model that this process has in memory.', simpleResolvers: true })
export class LoadedModel {
  @Field(() => ID, { description: 'Which one.' })
  readonly modelId!: string;

  @Field(() => GraphQLDateTimeISO, { description: 'Since when.' })
  readonly since!: Date;

  @Field(() => ScorerActivity, { description: 'What it has done.' })
  readonly activity!: ScorerActivity;
}
