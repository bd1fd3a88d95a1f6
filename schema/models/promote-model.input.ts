import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'A model that is to serve.' })
export class PromoteModelInput {
  @Field(() => ID, { description: 'The model.' })
  readonly id!: string;

  @Field(() => String, {
    description: 'Who wants it, and why: kept in the history, at most 500 characters.',
  })
  readonly reason!: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Insists although it was refused, or was not judged. A model that cannot be loaded never serves. Absent: false.',
  })
  readonly force?: boolean | null;
}
