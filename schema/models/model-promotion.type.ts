import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import type { ModelKind, Promotion } from '../../src/models/model.types';
import { ModelKindEnum } from './model-kind.enum';
import { PromotionActionEnum } from './promotion-action.enum';

@ObjectType({ description: 'That another model served from then on.', simpleResolvers: true })
export class ModelPromotion {
  @Field(() => ModelKindEnum, { description: 'What it does.' })
  readonly kind!: ModelKind;

  @Field(() => ID, {
    nullable: true,
    description: 'What served from then on; null for keyword order, or popularity.',
  })
  readonly modelId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'What served before; null for keyword order, or popularity.',
  })
  readonly beforeId!: string | null;

  @Field(() => PromotionActionEnum, { description: 'How it came to that.' })
  readonly action!: Promotion['action'];

  @Field(() => String, { description: 'Who wanted it, and why.' })
  readonly reason!: string;

  @Field(() => GraphQLDateTimeISO, { description: 'When.' })
  readonly at!: Date;
}
