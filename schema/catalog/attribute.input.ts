import { Field, Float, InputType } from 'type-graphql';

@InputType({
  description: 'A typed fact about a product. Give exactly one of the value fields.',
})
export class AttributeInput {
  @Field(() => String, { description: 'Lower-case words joined by `_`, such as `screen_size`.' })
  readonly key!: string;

  @Field(() => String, { nullable: true, description: 'A text.' })
  readonly text?: string | null;

  @Field(() => Float, { nullable: true, description: 'A number.' })
  readonly number?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Yes or no.' })
  readonly boolean?: boolean | null;

  @Field(() => [String], { nullable: true, description: 'Several texts.' })
  readonly list?: readonly string[] | null;
}
