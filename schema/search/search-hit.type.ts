import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Product } from '../catalog/product.type';
import { HighlightedText } from './highlighted-text.type';
import { HitExplanation } from './hit-explanation.type';

@ObjectType({ description: 'A product that was found, and why.', simpleResolvers: true })
export class SearchHit {
  @Field(() => Product, { description: 'The product.' })
  readonly product!: Product;

  @Field(() => Int, {
    description: 'Place in the whole list, from 1. Send it along with events about this hit.',
  })
  readonly position!: number;

  @Field(() => Float, { description: 'Higher is better; comparable within one search only.' })
  readonly score!: number;

  @Field(() => Boolean, {
    description: 'False when the product was found only after words were dropped (`relaxation`).',
  })
  readonly matchesAllWords!: boolean;

  @Field(() => HighlightedText, {
    nullable: true,
    description: 'The title with matches marked; null when nothing in it matches.',
  })
  readonly titleHighlight!: HighlightedText | null;

  @Field(() => HighlightedText, {
    nullable: true,
    description:
      'The part of the description around the first match; null when nothing in it matches.',
  })
  readonly descriptionHighlight!: HighlightedText | null;

  @Field(() => HitExplanation, {
    description: 'Why it stands where it does; worked out only for those who ask.',
  })
  readonly explanation!: HitExplanation;
}
