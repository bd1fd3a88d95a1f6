import { Field, ObjectType } from 'type-graphql';
import { Model } from './model.type';

@ObjectType({ description: 'A model and its place in the list.', simpleResolvers: true })
export class ModelEdge {
  @Field(() => String, { description: 'Opaque place in the list; pass it as `after`.' })
  readonly cursor!: string;

  @Field(() => Model, { description: 'The model.' })
  readonly node!: Model;
}
