import { Field, Float, ObjectType } from 'type-graphql';
import type { AttributeKind } from '../../src/catalog/product.types';
import { AttributeKindEnum } from './attribute-kind.enum';

@ObjectType({
  description: 'A typed fact about a product. Exactly the field named by `kind` is filled.',
  simpleResolvers: true,
})
export class ProductAttribute {
  @Field(() => String, { description: 'Lower-case words joined by `_`, such as `screen_size`.' })
  readonly key!: string;

  @Field(() => AttributeKindEnum, { description: 'Which of the value fields is filled.' })
  readonly kind!: AttributeKind;

  @Field(() => String, { nullable: true, description: 'The value when `kind` is `TEXT`.' })
  readonly text?: string | null;

  @Field(() => Float, { nullable: true, description: 'The value when `kind` is `NUMBER`.' })
  readonly number?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'The value when `kind` is `BOOLEAN`.' })
  readonly boolean?: boolean | null;

  @Field(() => [String], { nullable: true, description: 'The values when `kind` is `LIST`.' })
  readonly list?: readonly string[] | null;
}
