import type { Product } from '../../catalog/product.types';
import type { ProductStore } from '../../catalog/product-store.port';
import type { Deadline } from '../../shared/deadline';
import { isLate, isStorageFailure } from '../../shared/errors';
import { inTime } from '../../shared/in-time';
import { asSearchId, type NewId } from '../../shared/ids';
import type { Analyzer } from '../analysis/analyzer';
import type { CompletionRequest, KeywordEngine } from '../keyword-engine.port';
import type { LoggedQuery, RankingLog } from '../ranking-log.port';
import type { SearchLimits } from '../search-limits.types';
import type { QuerySuggestion, SearchPart, SuggestRequest, SuggestResult } from '../search.types';
import type { QueryUnderstanding } from '../understanding/query-understanding';
import { validateSuggestRequest } from '../validation/validate-search-request';
import { withProducts } from '../with-products';
import { highlightTyped } from './highlight-typed';

/** A query that fewer have typed may be anything, a name or an address included. */
const MIN_SEARCHES = 3;

export interface SuggesterParts {
  readonly engine: KeywordEngine;
  readonly products: Pick<ProductStore, 'findBySkus'>;
  readonly rankingLog: RankingLog;
  readonly analyzer: Analyzer;
  readonly limits: SearchLimits;
  readonly newId: NewId;
}

type Proposal = Pick<QuerySuggestion, 'text' | 'source'>;

/** Completes what is being typed. */
export class Suggester {
  constructor(
    private readonly parts: SuggesterParts,
    private readonly understanding: QueryUnderstanding,
  ) {}

  /** @throws TroveError TEXT_TOO_LONG, PAGE_TOO_LARGE, INVALID_INPUT */
  async suggest(request: SuggestRequest): Promise<SuggestResult> {
    validateSuggestRequest(request, this.parts.limits);
    const typed = await this.complete(request);
    if (!isEmpty(typed) || request.first === 0) return typed;
    const corrected = await this.correct(request);
    return corrected === null ? typed : this.complete({ ...request, text: corrected });
  }

  /** The text with its misspelt words corrected; null when none is. The last word may be unfinished, and is left as it is. */
  private async correct({ text, deadline }: SuggestRequest): Promise<string | null> {
    const words = this.parts.analyzer.words(text);
    const unfinished = words.length > 1 ? (words.at(-1)?.start ?? 0) : text.length;
    const { searchedText, corrections } = await this.understanding.understand(
      text.slice(0, unfinished),
      deadline,
    );
    return corrections.length === 0 ? null : searchedText + text.slice(unfinished);
  }

  private async complete({ text, first, deadline }: SuggestRequest): Promise<SuggestResult> {
    const words = this.parts.analyzer.words(text).map((word) => word.surface);
    const completion = { words: words.slice(0, -1), prefix: words.at(-1) ?? '', limit: first };
    const [{ proposals, degraded }, products] = await Promise.all([
      this.proposals(text, completion, deadline),
      this.products(completion, deadline),
    ]);
    return {
      searchId: asSearchId(this.parts.newId()),
      queries: proposals.map((proposal) => ({
        ...proposal,
        highlight: highlightTyped(proposal.text, completion, this.parts.analyzer),
      })),
      products,
      degraded,
    };
  }

  /** What others typed comes first; then brands and categories. Each text once, however it is spelt. */
  private async proposals(
    text: string,
    completion: CompletionRequest,
    deadline: Deadline | undefined,
  ): Promise<{ proposals: readonly Proposal[]; degraded: readonly SearchPart[] }> {
    const { prefix, limit } = completion;
    if (limit === 0 || (prefix === '' && text.trim() !== ''))
      return { proposals: [], degraded: [] };
    const typed = [...completion.words, prefix].join(' ');
    // After a blank the last word is complete: what goes on has another word.
    const start = prefix !== '' && text.endsWith(' ') ? `${typed} ` : typed;
    const [queries, values] = await Promise.all([
      this.popularQueries(start, limit, deadline),
      prefix === '' ? [] : this.parts.engine.completeFieldValues(completion, deadline),
    ]);
    const all: readonly Proposal[] = [
      ...(queries ?? []).map((query) => ({ text: query.text, source: 'QUERY' as const })),
      ...values.map(({ field, value }) => ({ text: value, source: SOURCES[field] })),
    ];
    return {
      proposals: this.distinct(all).slice(0, limit),
      degraded: queries === null ? ['RANKING_LOG'] : [],
    };
  }

  private distinct(proposals: readonly Proposal[]): readonly Proposal[] {
    const byMeaning = new Map<string, Proposal>();
    for (const proposal of proposals) {
      const meaning = this.understanding.normalizedText(proposal.text);
      if (!byMeaning.has(meaning)) byMeaning.set(meaning, proposal);
    }
    return [...byMeaning.values()];
  }

  /** Null while the database does not answer, or not soon: brands and categories are better than nothing. */
  private async popularQueries(
    start: string,
    limit: number,
    deadline: Deadline | undefined,
  ): Promise<readonly LoggedQuery[] | null> {
    try {
      const queries = this.parts.rankingLog.popularQueries(start, MIN_SEARCHES, limit);
      return await inTime(queries, deadline?.halfway());
    } catch (error) {
      if (isStorageFailure(error) || isLate(error)) return null;
      throw error;
    }
  }

  private async products(
    completion: CompletionRequest,
    deadline: Deadline | undefined,
  ): Promise<Product[]> {
    if (completion.prefix === '' || completion.limit === 0) return [];
    const found = await this.parts.engine.completeProducts(completion, deadline);
    return (await withProducts(found, this.parts.products)).map(({ product }) => product);
  }
}

const SOURCES = { brand: 'BRAND', category: 'CATEGORY' } as const;

function isEmpty({ queries, products }: SuggestResult): boolean {
  return queries.length === 0 && products.length === 0;
}
