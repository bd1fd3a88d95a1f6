import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, InputType } from 'type-graphql';
import type { Availability } from '../../src/catalog/product.types';
import { AttributeInput } from './attribute.input';
import { AvailabilityEnum } from './availability.enum';
import { CategoryPathInput } from './category-path.input';
import { MoneyInput } from './money.input';

@InputType({
  description: 'A product as the shop knows it. What is stored under the same SKU is replaced.',
})
export class ProductInput {
  @Field(() => String, { description: "The shop's own key, 1 to 200 characters." })
  readonly sku!: string;

  @Field(() => String, { description: 'Its name, as shoppers read it. Markup is taken out.' })
  readonly title!: string;

  @Field(() => String, { nullable: true, description: 'Markup is taken out.' })
  readonly description?: string | null;

  @Field(() => String, { nullable: true, description: 'Who makes it.' })
  readonly brand?: string | null;

  @Field(() => [String], { nullable: true, description: 'Model numbers, EAN, GTIN, MPN.' })
  readonly identifiers?: readonly string[] | null;

  @Field(() => [CategoryPathInput], { nullable: true, description: 'Where it stands in the shop.' })
  readonly categories?: readonly CategoryPathInput[] | null;

  @Field(() => MoneyInput, { nullable: true, description: 'Price of one piece.' })
  readonly price?: MoneyInput | null;

  @Field(() => AvailabilityEnum, {
    nullable: true,
    description: 'Whether it can be bought now. `IN_STOCK` when absent.',
  })
  readonly availability?: Availability | null;

  @Field(() => [String], { nullable: true, description: 'Free words of the shop.' })
  readonly tags?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Pictures, the main one first.' })
  readonly imageUrls?: readonly string[] | null;

  @Field(() => [AttributeInput], {
    nullable: true,
    description: 'Typed facts; each key becomes a filter and a facet.',
  })
  readonly attributes?: readonly AttributeInput[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'BCP 47 tag of the language of title and description. `en` when absent.',
  })
  readonly locale?: string | null;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: 'When it came to market.' })
  readonly publishedAt?: Date | null;
}
