import { Field, InputType } from 'type-graphql';
import type { ModelKind } from '../../src/models/model.types';
import { ModelKindEnum } from './model-kind.enum';

@InputType({ description: 'What is to be taken away.' })
export class RollbackModelInput {
  @Field(() => ModelKindEnum, {
    nullable: true,
    description: 'Of which kind. Absent: the reranker.',
  })
  readonly kind?: ModelKind | null;

  @Field(() => String, {
    description: 'Who wants it, and why: kept in the history, at most 500 characters.',
  })
  readonly reason!: string;
}
