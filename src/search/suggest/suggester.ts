import type { Product } from '../../catalog/product.types';
import type { ProductStore } from '../../catalog/product-store.port';
import { asSearchId, type NewId } from '../../shared/ids';
import type { Analyzer } from '../analysis/analyzer';
import type { CompletionRequest, KeywordEngine } from '../keyword-engine.port';
import type { RankingLog } from '../ranking-log.port';
import type { SearchLimits } from '../search-limits.types';
import type { QuerySuggestion, SuggestRequest, SuggestResult } from '../search.types';
import type { QueryUnderstanding } from '../understanding/query-understanding';
import { validateSuggestRequest } from '../validation/validate-search-request';
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
  async suggest({ text, first }: SuggestRequest): Promise<SuggestResult> {
    validateSuggestRequest({ text, first }, this.parts.limits);
    const typed = await this.complete(text, first);
    if (!isEmpty(typed) || first === 0) return typed;
    const corrected = await this.correct(text);
    return corrected === null ? typed : this.complete(corrected, first);
  }

  /** The text with its misspelt words corrected; null when none is. The last word may be unfinished, and is left as it is. */
  private async correct(text: string): Promise<string | null> {
    const words = this.parts.analyzer.words(text);
    const unfinished = words.length > 1 ? (words.at(-1)?.start ?? 0) : text.length;
    const { searchedText, corrections } = await this.understanding.understand(
      text.slice(0, unfinished),
    );
    return corrections.length === 0 ? null : searchedText + text.slice(unfinished);
  }

  private async complete(text: string, first: number): Promise<SuggestResult> {
    const words = this.parts.analyzer.words(text).map((word) => word.surface);
    const completion = { words: words.slice(0, -1), prefix: words.at(-1) ?? '', limit: first };
    const [proposals, products] = await Promise.all([
      this.proposals(text, completion),
      this.products(completion),
    ]);
    return {
      searchId: asSearchId(this.parts.newId()),
      queries: proposals.map((proposal) => ({
        ...proposal,
        highlight: highlightTyped(proposal.text, completion, this.parts.analyzer),
      })),
      products,
    };
  }

  /** What others typed comes first; then brands and categories. Each text once, however it is spelt. */
  private async proposals(text: string, completion: CompletionRequest): Promise<Proposal[]> {
    const { prefix, limit } = completion;
    if (limit === 0 || (prefix === '' && text.trim() !== '')) return [];
    const typed = [...completion.words, prefix].join(' ');
    // After a blank the last word is complete: what goes on has another word.
    const start = prefix !== '' && text.endsWith(' ') ? `${typed} ` : typed;
    const [queries, values] = await Promise.all([
      this.parts.rankingLog.popularQueries(start, MIN_SEARCHES, limit),
      prefix === '' ? [] : this.parts.engine.completeFieldValues(completion),
    ]);
    const all: readonly Proposal[] = [
      ...queries.map((query) => ({ text: query.text, source: 'QUERY' as const })),
      ...values.map(({ field, value }) => ({ text: value, source: SOURCES[field] })),
    ];
    const distinct = new Map<string, Proposal>();
    for (const proposal of all) {
      const meaning = this.understanding.normalizedText(proposal.text);
      if (!distinct.has(meaning)) distinct.set(meaning, proposal);
    }
    return [...distinct.values()].slice(0, limit);
  }

  private async products(completion: CompletionRequest): Promise<Product[]> {
    if (completion.prefix === '' || completion.limit === 0) return [];
    const skus = await this.parts.engine.completeProducts(completion);
    const found = await this.parts.products.findBySkus(skus);
    return skus.flatMap((sku) => found.get(sku) ?? []);
  }
}

const SOURCES = { brand: 'BRAND', category: 'CATEGORY' } as const;

function isEmpty({ queries, products }: SuggestResult): boolean {
  return queries.length === 0 && products.length === 0;
}
