import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'A span of time, both ends included. Give at least one end.' })
export class DateRangeInput {
  @Field(() => GraphQLDateTimeISO, { nullable: true, description: 'Earliest moment.' })
  readonly from?: Date | null;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: 'Latest moment.' })
  readonly to?: Date | null;
}
