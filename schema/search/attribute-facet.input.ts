import { Field, Float, InputType, Int } from 'type-graphql';
import { NumberRangeInput } from '../shared/number-range.input';

@InputType({
  description:
    'Counts the values of one attribute. Give at most one of `size`, `ranges` and `interval`; without any, the ten most frequent values are counted.',
})
export class AttributeFacetInput {
  @Field(() => String, { description: 'The attribute, such as `screen_size`.' })
  readonly key!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The most frequent values, at most this many, most frequent first.',
  })
  readonly size?: number | null;

  @Field(() => [NumberRangeInput], {
    nullable: true,
    description:
      'Numbers: these ranges; `min` is included, `max` is not, so neighbours do not overlap.',
  })
  readonly ranges?: readonly NumberRangeInput[] | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Numbers: a histogram with buckets of this width, above 0.',
  })
  readonly interval?: number | null;
}
