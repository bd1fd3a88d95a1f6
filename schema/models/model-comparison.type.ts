import { Field, ObjectType } from 'type-graphql';
import { Model } from './model.type';

@ObjectType({
  description:
    'Two models side by side. `trove models compare` also lets both rank the same lists.',
  simpleResolvers: true,
})
export class ModelComparison {
  @Field(() => Model, { description: 'The first.' })
  readonly left!: Model;

  @Field(() => Model, { description: 'The second.' })
  readonly right!: Model;
}
