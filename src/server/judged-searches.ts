import type { JudgedQuery } from '../evaluation/judgments';
import { featureMatrix } from '../ranking/feature-matrix';
import type { RankingLog, SearchImpression } from '../search/ranking-log.port';
import type { SearchService } from '../search/search-service';
import type { JudgedCandidates, JudgedLists } from '../training/judged-lists.port';

/** Remembers what the last search has shown, and keeps it from the shop's own log: nobody shopped. */
export class LastNote implements RankingLog {
  private last: SearchImpression | null = null;

  note(impression: SearchImpression): void {
    this.last = impression;
  }

  async flush(): Promise<void> {
    // There is nothing to write.
  }

  async shown(): Promise<readonly []> {
    return [];
  }

  async popularQueries(): Promise<readonly []> {
    return [];
  }

  take(): SearchImpression | null {
    const { last } = this;
    this.last = null;
    return last;
  }
}

/** Asks judged queries of the search that shoppers use, all candidates on one page. */
export class JudgedSearches implements JudgedLists {
  /**
   * @param notes what that search notes to.
   * @param window candidates per query, no more than one page may hold.
   */
  constructor(
    private readonly search: Pick<SearchService, 'search'>,
    private readonly notes: LastNote,
    private readonly window: number,
  ) {}

  async *ask(
    queries: readonly JudgedQuery[],
    signal: AbortSignal,
  ): AsyncIterable<JudgedCandidates> {
    for (const query of queries) {
      signal.throwIfAborted();
      const candidates = await this.candidatesOf(query);
      if (candidates !== null) yield candidates;
    }
  }

  private async candidatesOf(query: JudgedQuery): Promise<JudgedCandidates | null> {
    await this.search.search({
      text: query.text,
      filter: null,
      facets: [],
      sort: 'RELEVANCE',
      unavailable: 'SHOW',
      first: this.window,
      after: null,
      highlight: false,
      ranking: 'NEURAL',
      shopper: null,
      session: null,
    });
    const shown = this.notes.take();
    if (!shown?.features || shown.skus.length === 0) return null;
    const { columns, values } = shown.features;
    return { query, skus: shown.skus, matrix: featureMatrix(columns, values) };
  }
}
