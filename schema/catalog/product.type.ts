import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { Availability } from '../../src/catalog/product.types';
import { Node } from '../shared/node.type';
import { AvailabilityEnum } from './availability.enum';
import { Category } from './category.type';
import { Money } from './money.type';

/** `attributes` has an argument, so it stands with its resolver. */
@ObjectType({
  description: 'One thing that the shop sells.',
  implements: Node,
  simpleResolvers: true,
})
export class Product extends Node {
  @Field(() => String, { description: "The shop's own key." })
  readonly sku!: string;

  @Field(() => String, { description: 'Its name, as shoppers read it.' })
  readonly title!: string;

  @Field(() => String, { description: 'Plain text; empty when unknown.' })
  readonly description!: string;

  @Field(() => String, { nullable: true, description: 'Who makes it; null when unknown.' })
  readonly brand!: string | null;

  @Field(() => [String], {
    description:
      'Model numbers, EAN, GTIN, MPN: a shopper who types one finds exactly this product.',
  })
  readonly identifiers!: readonly string[];

  @Field(() => [Category], { description: 'Where it stands in the shop; several places are fine.' })
  readonly categories!: readonly Category[];

  @Field(() => Money, { nullable: true, description: 'Price of one piece; null when unknown.' })
  readonly price!: Money | null;

  @Field(() => AvailabilityEnum, { description: 'Whether it can be bought now.' })
  readonly availability!: Availability;

  @Field(() => [String], { description: 'Free words of the shop, such as `sale` or `gift`.' })
  readonly tags!: readonly string[];

  @Field(() => [String], { description: 'Pictures, the main one first.' })
  readonly imageUrls!: readonly string[];

  @Field(() => String, {
    description: 'BCP 47 tag of the language of title and description, such as `en` or `zh-CN`.',
  })
  readonly locale!: string;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When it came to market; null when unknown.',
  })
  readonly publishedAt!: Date | null;

  @Field(() => GraphQLDateTimeISO, { description: 'When Trove last saw it change.' })
  readonly updatedAt!: Date;
}
