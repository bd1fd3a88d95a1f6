import { Field, InputType } from 'type-graphql';
import { NumberRangeInput } from '../shared/number-range.input';

@InputType({
  description: 'A condition on one attribute. Give `key` and exactly one of the others.',
})
export class AttributeConditionInput {
  @Field(() => String, { description: 'The attribute, such as `screen_size`.' })
  readonly key!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Its text, or a member of its list, is one of these.',
  })
  readonly anyOf?: readonly string[] | null;

  @Field(() => NumberRangeInput, {
    nullable: true,
    description: 'Its number lies in this range, both ends included.',
  })
  readonly range?: NumberRangeInput | null;

  @Field(() => Boolean, { nullable: true, description: 'It is yes (`true`) or no (`false`).' })
  readonly is?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'The product has it (`true`) or lacks it (`false`).',
  })
  readonly exists?: boolean | null;
}
