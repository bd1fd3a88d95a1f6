import { Field, Int, ObjectType } from 'type-graphql';
import { FacetBucket } from './facet-bucket.type';
import { FacetFieldEnum, type FacetFieldKind } from './facet-field.enum';
import { NumberBounds } from './number-bounds.type';

@ObjectType({ description: 'The answer to one `FacetInput`.', simpleResolvers: true })
export class Facet {
  @Field(() => FacetFieldEnum, { description: 'What was counted over.' })
  readonly field!: FacetFieldKind;

  @Field(() => String, {
    description:
      'With `ATTRIBUTE` the key of the attribute, otherwise the name asked for, such as `brand`.',
  })
  readonly label!: string;

  @Field(() => [FacetBucket], {
    description: 'Values: most frequent first, then by value. Ranges: in the order asked for.',
  })
  readonly buckets!: readonly FacetBucket[];

  @Field(() => Int, { description: 'How many different values there are, shown or not.' })
  readonly distinctValues!: number;

  @Field(() => NumberBounds, {
    nullable: true,
    description: 'Numbers: smallest and largest among the matching products, for a slider.',
  })
  readonly bounds!: NumberBounds | null;
}
