import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Info, Int, Query, Resolver } from 'type-graphql';
import { SearchConnection } from '../schema/search/search-connection.type';
import { SearchInput } from '../schema/search/search.input';
import { SuggestInput } from '../schema/search/suggest.input';
import { Suggestions } from '../schema/search/suggestions.type';
import type { SearchService } from '../src/search/search-service';
import { searchRequest } from './input/search-request';
import { suggestRequest } from './input/suggest-request';
import { mentionsField } from './mentioned-fields';
import { searchConnection } from './output/search-connection';
import { suggestions } from './output/suggestions';
import { DEFAULT_PAGE_SIZE, pageCost } from './page-cost';

const HIGHLIGHTS: ReadonlySet<string> = new Set(['titleHighlight', 'descriptionHighlight']);

@Resolver()
export class SearchResolver {
  constructor(private readonly searchService: SearchService) {}

  @Query(() => SearchConnection, {
    description: 'Finds products by words, filters or both, and counts facets over all that match.',
    complexity: pageCost,
  })
  async search(
    @Arg('input', () => SearchInput, { description: 'What the shopper is looking for.' })
    input: SearchInput,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE_SIZE, description: 'Hits per page.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: '`endCursor` of the page before, with the same input. Absent: the first page.',
    })
    after: string | null = null,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SearchConnection> {
    const highlight = mentionsField(info, HIGHLIGHTS);
    const request = searchRequest(input, { first, after, highlight });
    return searchConnection(await this.searchService.search(request), after);
  }

  @Query(() => Suggestions, {
    description: 'Completes what a shopper is typing, and shows products that already fit.',
    complexity: pageCost,
  })
  async suggest(
    @Arg('input', () => SuggestInput, { description: 'What the shopper has typed so far.' })
    input: SuggestInput,
  ): Promise<Suggestions> {
    return suggestions(await this.searchService.suggest(suggestRequest(input)));
  }
}
