import { Field, Float, InputType } from 'type-graphql';
import { NumberRangeInput } from '../shared/number-range.input';

@InputType({ description: 'Counts numbers. Give exactly one of the two.' })
export class NumberFacetInput {
  @Field(() => [NumberRangeInput], {
    nullable: true,
    description:
      'Counts these ranges; `min` is included, `max` is not, so neighbours do not overlap.',
  })
  readonly ranges?: readonly NumberRangeInput[] | null;

  @Field(() => Float, {
    nullable: true,
    description: 'A histogram: buckets of this width, above 0; empty buckets are left out.',
  })
  readonly interval?: number | null;
}
