import { Field, ID, ObjectType } from 'type-graphql';
import type { SearchPart } from '../../src/search/search.types';
import { SearchPartEnum } from './search-part.enum';
import { PageInfo } from '../shared/page-info.type';
import { Total } from '../shared/total.type';
import { Facet } from './facet.type';
import { QueryInterpretation } from './query-interpretation.type';
import { SearchEdge } from './search-edge.type';
import { SearchRanking } from './search-ranking.type';

@ObjectType({
  description: 'A page of hits, and what is known about all of them.',
  simpleResolvers: true,
})
export class SearchConnection {
  @Field(() => ID, {
    description:
      'Attribution id of this search; all its pages carry the same. Send it with every event that follows from it, so that Trove learns which hits were worth showing.',
  })
  readonly searchId!: string;

  @Field(() => [SearchEdge], { description: 'The hits of this page.' })
  readonly edges!: readonly SearchEdge[];

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Total, { description: 'Hits on all pages.' })
  readonly total!: Total;

  @Field(() => [Facet], { description: 'One per requested facet, in that order.' })
  readonly facets!: readonly Facet[];

  @Field(() => QueryInterpretation, { description: 'How the text was read.' })
  readonly interpretation!: QueryInterpretation;

  @Field(() => SearchRanking, { description: 'What decided the order of this page.' })
  readonly ranking!: SearchRanking;

  @Field(() => [SearchPartEnum], {
    description: 'Parts that this answer had to do without; empty when all is well.',
  })
  readonly degraded!: readonly SearchPart[];
}
