import { Field, ObjectType } from 'type-graphql';
import { ModelError } from './model-error.type';
import { Model } from './model.type';

@ObjectType({ description: 'What a promotion did.', simpleResolvers: true })
export class PromoteModelPayload {
  @Field(() => Model, {
    nullable: true,
    description: 'The model as it is then; null when nothing was done.',
  })
  readonly model!: Model | null;

  @Field(() => [ModelError], { description: 'Why nothing was done; empty when it was.' })
  readonly userErrors!: readonly ModelError[];
}
