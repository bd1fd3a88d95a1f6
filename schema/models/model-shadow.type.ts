import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'What a model did with live searches while nobody saw it.',
  simpleResolvers: true,
})
export class ModelShadow {
  @Field(() => Float, { description: 'Searches that it scored.' })
  readonly searches!: number;

  @Field(() => Float, {
    description: 'Share of the first ten that both orders have, 0 to 1, mean.',
  })
  readonly overlapAtTen!: number;

  @Field(() => Float, { description: 'Milliseconds per forward pass, mean.' })
  readonly passMs!: number;

  @Field(() => Float, { description: 'Searches that it should have scored and could not.' })
  readonly failures!: number;

  @Field(() => GraphQLDateTimeISO, { description: 'When it began.' })
  readonly since!: Date;
}
