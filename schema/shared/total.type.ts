import { Field, Int, ObjectType } from 'type-graphql';
import { TotalAccuracyEnum, type TotalAccuracy } from './total-accuracy.enum';

@ObjectType({
  description: 'How many entries the whole list has, on all pages.',
  simpleResolvers: true,
})
export class Total {
  @Field(() => Int, { description: 'The number of entries.' })
  readonly count!: number;

  @Field(() => TotalAccuracyEnum, { description: 'Whether `count` was counted or estimated.' })
  readonly accuracy!: TotalAccuracy;
}
