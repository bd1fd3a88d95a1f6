import { Field, Int, ObjectType } from 'type-graphql';
import { UserErrorCodeEnum, type UserErrorCode } from './user-error-code.enum';

@ObjectType({
  description: 'Why one row of a mutation was refused. The other rows are not affected.',
  simpleResolvers: true,
})
export class UserError {
  @Field(() => UserErrorCodeEnum, { description: 'For programs to switch on.' })
  readonly code!: UserErrorCode;

  @Field(() => String, {
    nullable: true,
    description: 'The field at fault; null when it is the row as a whole.',
  })
  readonly field!: string | null;

  @Field(() => String, { description: 'For people: names the value and the remedy.' })
  readonly message!: string;

  @Field(() => Int, { description: 'Which entry of the input list, counted from 0.' })
  readonly index!: number;
}
