import { Field, ObjectType } from 'type-graphql';
import { ModelErrorCodeEnum, type ModelErrorCode } from './model-error-code.enum';

@ObjectType({ description: 'Why nothing was done.', simpleResolvers: true })
export class ModelError {
  @Field(() => ModelErrorCodeEnum, { description: 'For programs to switch on.' })
  readonly code!: ModelErrorCode;

  @Field(() => String, {
    nullable: true,
    description: 'The field of the input at fault; null when it is none.',
  })
  readonly field!: string | null;

  @Field(() => String, { description: 'For people: names the value and the remedy.' })
  readonly message!: string;
}
