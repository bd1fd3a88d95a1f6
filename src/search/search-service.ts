import type { ProductStore } from '../catalog/product-store.port';
import type { Clock } from '../shared/clock';
import { asSearchId, type NewId, type SearchId } from '../shared/ids';
import type { Analyzer } from './analysis/analyzer';
import { queryDigest, readCursor, type SearchPlace } from './cursor';
import { highlightProduct } from './highlight/highlight-product';
import { HighlightWords } from './highlight/highlight-words';
import type { HitExplanation } from './hit-explanation.types';
import type { HitRanker } from './hit-ranker.port';
import type { KeywordEngine } from './keyword-engine.port';
import { ProductMatcher, type Match } from './match-products';
import {
  FIRST_PAGE,
  isViewGone,
  startAmongScores,
  startInSteadyOrder,
  startInView,
  type PageStart,
} from './page-start';
import { RankedSearch, type RankedPage } from './ranked-search';
import type { RankingLog } from './ranking-log.port';
import type { RankingMode } from './ranking-mode.types';
import type { SearchLimits } from './search-limits.types';
import type {
  QueryInterpretation,
  SearchHit,
  SearchPart,
  SearchRequest,
  SearchResult,
  SuggestRequest,
  SuggestResult,
} from './search.types';
import type { SearchSettings } from './settings/search-settings.types';
import { ShownHit } from './shown-hit';
import { Suggester } from './suggest/suggester';
import { QueryUnderstanding } from './understanding/query-understanding';
import type { UnderstoodQuery } from './understanding/understood-query.types';
import { AttributeKeys } from './validation/attribute-keys';
import { validateSearchRequest } from './validation/validate-search-request';
import { withProducts } from './with-products';

export interface SearchServiceParts {
  readonly engine: KeywordEngine;
  readonly products: Pick<ProductStore, 'findBySkus'>;
  readonly rankingLog: RankingLog;
  /** Puts searches by words in order, and the mode of those that ask for none; without it, words do. */
  readonly ranking?: { readonly ranker: HitRanker; readonly mode: RankingMode };
  readonly analyzer: Analyzer;
  readonly settings: SearchSettings;
  readonly limits: SearchLimits;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** What a browsing shopper has searched for. */
const BROWSED = { searchedText: '', normalizedText: '' };

const NO_HIGHLIGHTS = { titleHighlight: [], descriptionHighlight: [] } as const;

/** One search on its way from request to result. */
interface Page {
  readonly request: SearchRequest;
  readonly digest: string;
  /** Null on the first page. */
  readonly place: SearchPlace | null;
  readonly searchId: SearchId;
  /** Null when browsing. */
  readonly query: UnderstoodQuery | null;
  readonly mode: RankingMode;
}

/** What was found for a page, and what a ranker decided about it; null when none did. */
type RankedOrNot = Match & { readonly ranked: RankedPage | null };

const BY_WORDS = { mode: 'KEYWORD', model: null } as const;

/** Answers what shoppers type. */
export class SearchService {
  private readonly understanding: QueryUnderstanding;
  private readonly matcher: ProductMatcher;
  private readonly rankedSearch: RankedSearch | null;
  private readonly attributeKeys: AttributeKeys;
  private readonly suggester: Suggester;

  constructor(private readonly parts: SearchServiceParts) {
    const { engine, analyzer, settings, clock } = parts;
    this.understanding = new QueryUnderstanding(engine, analyzer, settings, clock);
    this.matcher = new ProductMatcher(engine, settings.relaxation.fewerThan);
    this.rankedSearch = rankedSearch(parts, this.matcher);
    this.attributeKeys = new AttributeKeys(engine, clock);
    this.suggester = new Suggester(parts, this.understanding);
  }

  /**
   * Finds products by words, filter or both; a blank text browses. The page is noted in the ranking log.
   *
   * @throws TroveError TEXT_TOO_LONG, PAGE_TOO_LARGE, TOO_MANY_ITEMS, FILTER_TOO_DEEP, FILTER_TOO_LARGE, CONTRADICTORY_RANGE,
   * UNKNOWN_ATTRIBUTE, INVALID_INPUT, CURSOR_INVALID, CURSOR_MISMATCH
   */
  async search(request: SearchRequest): Promise<SearchResult> {
    const page = await this.open(request);
    const match = await this.match(page);
    const hits = await this.load(page, match);
    this.note(page, match, hits);
    return {
      searchId: page.searchId,
      hits,
      total: match.answer.total,
      facets: match.answer.facets,
      interpretation: interpretationOf(page, match),
      hasNextPage: hasMore(request, match),
      ranking: match.ranked?.ranking ?? BY_WORDS,
      degraded: missingIn(match),
    };
  }

  /**
   * Completes what is being typed, with queries that others typed, brands, categories and products.
   *
   * @throws TroveError TEXT_TOO_LONG, PAGE_TOO_LARGE, INVALID_INPUT
   */
  suggest(request: SuggestRequest): Promise<SuggestResult> {
    return this.suggester.suggest(request);
  }

  private async open(request: SearchRequest): Promise<Page> {
    const keys = validateSearchRequest(request, this.parts.limits);
    await this.attributeKeys.check(keys, request.deadline);
    const digest = queryDigest(request);
    const place = request.after === null ? null : readCursor(request.after, digest);
    const searchId = place?.searchId ?? asSearchId(this.parts.newId());
    const blank = request.text.trim() === '';
    const query = blank
      ? null
      : await this.understanding.understand(request.text, request.deadline);
    return { request, digest, place, searchId, query, mode: this.modeOf(request, place, query) };
  }

  private modeOf(
    { sort, ranking }: SearchRequest,
    place: SearchPlace | null,
    query: UnderstoodQuery | null,
  ): RankingMode {
    const hasWords = query !== null && query.terms.length > 0;
    if (!this.parts.ranking || !hasWords || sort !== 'RELEVANCE') return 'KEYWORD';
    return place?.ranking ?? ranking ?? this.parts.ranking.mode;
  }

  private async match(page: Page): Promise<RankedOrNot> {
    const { request, query, place, mode } = page;
    if (query === null || mode === 'KEYWORD' || this.rankedSearch === null)
      return { ...(await this.matchByWords(page)), ranked: null };
    return this.rankedSearch.match({ request, query, mode, place, at: this.parts.clock() });
  }

  private async matchByWords(page: Page): Promise<Match> {
    const { place } = page;
    if (!place) return this.matchFrom(page, FIRST_PAGE);
    if (place.view === null) return this.matchFrom(page, await this.startWithoutView(page, place));
    try {
      return await this.matchFrom(page, startInView(place));
    } catch (error) {
      if (!isViewGone(error)) throw error;
      return this.matchFrom(page, await this.startWithoutView(page, place));
    }
  }

  private async matchFrom({ request, query, place }: Page, start: PageStart): Promise<Match> {
    if (query === null) return this.matcher.browse(request, start);
    if (query.terms.length === 0) return nothing(request);
    return this.matcher.match(request, query, { place, start });
  }

  private async startWithoutView({ request, query }: Page, place: SearchPlace): Promise<PageStart> {
    const isScored = query !== null && request.sort === 'RELEVANCE';
    return isScored ? startAmongScores(place, this.parts.rankingLog) : startInSteadyOrder(place);
  }

  private async load(page: Page, match: RankedOrNot): Promise<SearchHit[]> {
    const { answer, tiers, relaxation, ranked } = match;
    const shown = answer.hits.slice(0, page.request.first);
    const loaded = await withProducts(shown, this.parts.products);
    const highlight = this.highlighter(page);
    const before = page.place?.position ?? 0;
    const fullMatches = relaxation?.fullMatches ?? 0;
    const { searchId, digest, mode: ranking } = page;
    const list = { searchId, tiers, fullMatches, view: answer.view, ranking, digest };
    return loaded.map(({ found, product }, index) => {
      const position = before + index + 1;
      const explain = (): HitExplanation =>
        ranked?.explain(product.sku) ?? byKeywords(position, found.score);
      return new ShownHit({ list, found, product, position, explain, ...highlight(product) });
    });
  }

  private highlighter({
    request,
    query,
  }: Page): (
    product: SearchHit['product'],
  ) => Pick<SearchHit, 'titleHighlight' | 'descriptionHighlight'> {
    if (!request.highlight) return () => NO_HIGHLIGHTS;
    const wanted = new HighlightWords(query?.terms ?? [], query?.codes ?? []);
    return (product) => {
      const { title, description } = highlightProduct(product, wanted, this.parts.analyzer);
      return { titleHighlight: title, descriptionHighlight: description };
    };
  }

  /** A request for no hits shows nothing: it only counts. */
  private note(
    { request, searchId, query, place }: Page,
    { answer, ranked }: RankedOrNot,
    hits: readonly SearchHit[],
  ): void {
    if (request.first === 0) return;
    const skus = hits.map((hit) => hit.product.sku);
    const { searchedText, normalizedText } = query ?? BROWSED;
    this.parts.rankingLog.note({
      searchId,
      text: searchedText,
      normalizedText,
      filterJson: request.filter === null ? null : JSON.stringify(request.filter),
      sort: request.sort,
      total: answer.total.count,
      firstPosition: hits[0]?.position ?? (place?.position ?? 0) + 1,
      skus,
      shopper: request.shopper,
      session: request.session,
      shownAt: this.parts.clock(),
      features: ranked?.featuresOf(skus) ?? null,
    });
  }
}

function rankedSearch(
  { ranking, engine, rankingLog: log }: SearchServiceParts,
  matcher: ProductMatcher,
): RankedSearch | null {
  return ranking ? new RankedSearch({ matcher, ranker: ranking.ranker, engine, log }) : null;
}

function missingIn({ answer, ranked }: RankedOrNot): readonly SearchPart[] {
  return [
    ...(answer.fromSpare ? (['KEYWORD_ENGINE'] as const) : []),
    ...(ranked?.degraded === true ? (['RERANKER'] as const) : []),
  ];
}

function byKeywords(position: number, score: number): HitExplanation {
  return {
    stages: [{ stage: 'KEYWORD', position, score }],
    model: null,
    baseline: null,
    contributions: [],
  };
}

/** A text without a word, such as "***", matches nothing. */
function nothing({ facets }: SearchRequest): Match {
  const answer = {
    hits: [],
    total: { count: 0, accuracy: 'EXACT' },
    facets: facets.map((request) => ({ request, buckets: [], distinctValues: 0, bounds: null })),
    view: null,
    fromSpare: false,
  } as const;
  return { answer, tiers: [], relaxation: null };
}

function hasMore({ first }: SearchRequest, { answer }: Match): boolean {
  return first === 0 ? answer.total.count > 0 : answer.hits.length > first;
}

function interpretationOf({ request, query }: Page, { relaxation }: Match): QueryInterpretation {
  return {
    searchedText: query?.searchedText ?? request.text,
    corrections: query?.corrections ?? [],
    didYouMean: query?.didYouMean ?? null,
    relaxation,
    ignoredWords: query?.ignoredWords ?? [],
  };
}
