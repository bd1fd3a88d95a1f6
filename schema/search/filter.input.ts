import { Field, InputType } from 'type-graphql';
import type { Availability } from '../../src/catalog/product.types';
import { AvailabilityEnum } from '../catalog/availability.enum';
import { CategoryPathInput } from '../catalog/category-path.input';
import { AttributeConditionInput } from './attribute-condition.input';
import { DateRangeInput } from './date-range.input';
import { PriceRangeInput } from './price-range.input';

@InputType({
  description:
    'Which products may be found. All the fields given must hold; within a list any value is enough. A product without a field does not satisfy a condition on it.',
})
export class FilterInput {
  @Field(() => [FilterInput], { nullable: true, description: 'All of these hold.' })
  readonly and?: readonly FilterInput[] | null;

  @Field(() => [FilterInput], { nullable: true, description: 'At least one of these holds.' })
  readonly or?: readonly FilterInput[] | null;

  @Field(() => FilterInput, { nullable: true, description: 'This does not hold.' })
  readonly not?: FilterInput | null;

  @Field(() => [String], { nullable: true, description: 'Its SKU is one of these.' })
  readonly sku?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Its brand is one of these.' })
  readonly brand?: readonly string[] | null;

  @Field(() => [CategoryPathInput], {
    nullable: true,
    description: 'It stands in one of these categories or below.',
  })
  readonly category?: readonly CategoryPathInput[] | null;

  @Field(() => [String], { nullable: true, description: 'It has one of these tags.' })
  readonly tag?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Its locale is one of these.' })
  readonly locale?: readonly string[] | null;

  @Field(() => [AvailabilityEnum], {
    nullable: true,
    description: 'Its availability is one of these.',
  })
  readonly availability?: readonly Availability[] | null;

  @Field(() => PriceRangeInput, { nullable: true, description: 'Its price lies in this range.' })
  readonly price?: PriceRangeInput | null;

  @Field(() => DateRangeInput, {
    nullable: true,
    description: 'It came to market within this span.',
  })
  readonly publishedAt?: DateRangeInput | null;

  @Field(() => [AttributeConditionInput], {
    nullable: true,
    description: 'All of these conditions on attributes hold.',
  })
  readonly attributes?: readonly AttributeConditionInput[] | null;
}
