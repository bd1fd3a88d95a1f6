import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import { SearchConnection } from '../schema/search/search-connection.type';
import { SearchArgs } from '../schema/search/search.args';
import { SuggestInput } from '../schema/search/suggest.input';
import { Suggestions } from '../schema/search/suggestions.type';
import { requireCatalogAccess } from '../src/request/catalog-access';
import type { RequestContext } from '../src/request/request-context';
import type { SearchService } from '../src/search/search-service';
import { searchRequest } from './input/search-request';
import { suggestRequest } from './input/suggest-request';
import { mentionsField } from './mentioned-fields';
import { searchConnection } from './output/search-connection';
import { suggestions } from './output/suggestions';
import { pageCost } from './page-cost';

const HIGHLIGHTS: ReadonlySet<string> = new Set(['titleHighlight', 'descriptionHighlight']);

@Resolver()
export class SearchResolver {
  constructor(private readonly searchService: SearchService) {}

  @Query(() => SearchConnection, {
    description: 'Finds products by words, filters or both, and counts facets over all that match.',
    complexity: pageCost,
  })
  async search(
    @Args(() => SearchArgs) { input, first, after = null }: SearchArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { deadline, catalogAccess }: RequestContext,
  ): Promise<SearchConnection> {
    if (input.ranking) requireCatalogAccess(catalogAccess, 'Choosing how a search is ranked');
    const highlight = mentionsField(info, HIGHLIGHTS);
    const request = searchRequest(input, { first, after, highlight, deadline });
    return searchConnection(await this.searchService.search(request), after);
  }

  @Query(() => Suggestions, {
    description: 'Completes what a shopper is typing, and shows products that already fit.',
    complexity: pageCost,
  })
  async suggest(
    @Arg('input', () => SuggestInput, { description: 'What the shopper has typed so far.' })
    input: SuggestInput,
    @Ctx() { deadline }: RequestContext,
  ): Promise<Suggestions> {
    return suggestions(await this.searchService.suggest(suggestRequest(input, deadline)));
  }
}
