import { Field, ID, InputType } from 'type-graphql';
import type { SearchSort, UnavailablePolicy } from '../../src/search/keyword-engine.port';
import { FacetInput } from './facet.input';
import { FilterInput } from './filter.input';
import { RankingInput } from './ranking.input';
import { SearchSortEnum } from './search-sort.enum';
import { UnavailablePolicyEnum } from './unavailable-policy.enum';

@InputType({ description: 'What a shopper is looking for.' })
export class SearchInput {
  @Field(() => String, {
    nullable: true,
    defaultValue: '',
    description: 'As typed. Blank browses: every product that passes the filter is found.',
  })
  readonly text?: string | null;

  @Field(() => FilterInput, { nullable: true, description: 'Which products may be found.' })
  readonly filter?: FilterInput | null;

  @Field(() => [FacetInput], {
    nullable: true,
    defaultValue: [],
    description:
      'What to count. Counts are disjunctive: conditions on the facet\'s own field are set aside, so that "Sony (12)" stays visible after "Canon" is chosen.',
  })
  readonly facets?: readonly FacetInput[] | null;

  @Field(() => SearchSortEnum, {
    nullable: true,
    defaultValue: 'RELEVANCE',
    description: 'The order of the hits.',
  })
  readonly sort?: SearchSort | null;

  @Field(() => UnavailablePolicyEnum, {
    nullable: true,
    defaultValue: 'SHOW',
    description: 'What becomes of products that cannot be bought.',
  })
  readonly unavailable?: UnavailablePolicy | null;

  @Field(() => RankingInput, {
    nullable: true,
    description:
      "For comparing and debugging; counts with sort `RELEVANCE` and a text. Absent: the shop's own order. Needs the admin key when the server has one.",
  })
  readonly ranking?: RankingInput | null;

  @Field(() => ID, { nullable: true, description: "The shop's key of a known shopper." })
  readonly shopperId?: string | null;

  @Field(() => ID, { nullable: true, description: 'One visit of one device, known or anonymous.' })
  readonly sessionId?: string | null;
}
