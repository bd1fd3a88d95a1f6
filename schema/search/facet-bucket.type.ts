import { Field, Int, ObjectType } from 'type-graphql';
import { NumberBounds } from './number-bounds.type';

@ObjectType({
  description: 'One value or range, and how many products have it.',
  simpleResolvers: true,
})
export class FacetBucket {
  @Field(() => String, {
    description: 'The value; a category is its path joined by ` > `; a range is `min..max`.',
  })
  readonly label!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'With `CATEGORY`: the path, ready for a filter. Otherwise null.',
  })
  readonly path?: readonly string[] | null;

  @Field(() => NumberBounds, {
    nullable: true,
    description: 'With ranges and histograms: the ends. Otherwise null.',
  })
  readonly range?: NumberBounds | null;

  @Field(() => Int, { description: 'Matching products, conditions on this very field set aside.' })
  readonly count!: number;
}
