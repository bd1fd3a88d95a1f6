import { Field, ObjectType } from 'type-graphql';
import { ModelError } from './model-error.type';
import { ModelPromotion } from './model-promotion.type';

@ObjectType({ description: 'What a roll-back did.', simpleResolvers: true })
export class RollbackModelPayload {
  @Field(() => ModelPromotion, {
    nullable: true,
    description: 'Who serves now; null when nothing was done.',
  })
  readonly promotion!: ModelPromotion | null;

  @Field(() => [ModelError], { description: 'Why nothing was done; empty when it was.' })
  readonly userErrors!: readonly ModelError[];
}
