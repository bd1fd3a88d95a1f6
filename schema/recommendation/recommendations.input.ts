import { Field, Float, ID, InputType, Int } from 'type-graphql';
import type { Placement } from '../../src/recommendation/recommendation.types';
import { ProductLookupInput } from '../catalog/product-lookup.input';
import { FilterInput } from '../search/filter.input';
import { PlacementEnum } from './placement.enum';
import { VisitContextInput } from './visit-context.input';

@InputType({ description: 'What a list of recommendations is for.' })
export class RecommendationsInput {
  @Field(() => PlacementEnum, { description: 'Where it stands, which says what it is for.' })
  readonly placement!: Placement;

  @Field(() => ID, {
    nullable: true,
    description: "The shop's key of a known shopper. One whom nobody knows yet is a new shopper.",
  })
  readonly shopperId?: string | null;

  @Field(() => ID, { nullable: true, description: 'One visit of one device, known or anonymous.' })
  readonly sessionId?: string | null;

  @Field(() => ProductLookupInput, {
    nullable: true,
    description: 'What the list is about; `SIMILAR` needs it, `BOUGHT_TOGETHER` it or a basket.',
  })
  readonly product?: ProductLookupInput | null;

  @Field(() => [ProductLookupInput], {
    nullable: true,
    defaultValue: [],
    description:
      'What lies in the basket: never shown again. Products that the catalogue does not have are passed over.',
  })
  readonly basket?: readonly ProductLookupInput[] | null;

  @Field(() => FilterInput, {
    nullable: true,
    description: 'Which products may be shown; as in search, and before anything is ranked.',
  })
  readonly filter?: FilterInput | null;

  @Field(() => [ProductLookupInput], {
    nullable: true,
    defaultValue: [],
    description: 'What else is never shown, such as what the page shows elsewhere.',
  })
  readonly exclude?: readonly ProductLookupInput[] | null;

  @Field(() => VisitContextInput, { nullable: true, description: 'What is known of the visit.' })
  readonly context?: VisitContextInput | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "0 ranks by fit alone, 1 by difference from what stands before. Absent: the shop's own.",
  })
  readonly diversity?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "Products of one root department at most on a page, at least 1. Absent: the shop's own, which may be none.",
  })
  readonly departmentCap?: number | null;
}
