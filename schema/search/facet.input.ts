import { Field, InputType } from 'type-graphql';
import { AttributeFacetInput } from './attribute-facet.input';
import { NumberFacetInput } from './number-facet.input';
import { TermsFacetInput } from './terms-facet.input';

@InputType({
  description: 'One count over all matching products. Give exactly one field: what to count over.',
})
export class FacetInput {
  @Field(() => TermsFacetInput, { nullable: true, description: 'Makers.' })
  readonly brand?: TermsFacetInput | null;

  @Field(() => TermsFacetInput, {
    nullable: true,
    description: 'Departments on every level; a product counts in all above its own.',
  })
  readonly category?: TermsFacetInput | null;

  @Field(() => TermsFacetInput, { nullable: true, description: 'Free words of the shop.' })
  readonly tag?: TermsFacetInput | null;

  @Field(() => TermsFacetInput, { nullable: true, description: 'Whether products can be bought.' })
  readonly availability?: TermsFacetInput | null;

  @Field(() => TermsFacetInput, { nullable: true, description: 'Languages.' })
  readonly locale?: TermsFacetInput | null;

  @Field(() => NumberFacetInput, { nullable: true, description: 'Prices, in major units.' })
  readonly price?: NumberFacetInput | null;

  @Field(() => AttributeFacetInput, { nullable: true, description: 'Any attribute.' })
  readonly attribute?: AttributeFacetInput | null;
}
