import { isStorageFailure } from '../shared/errors';
import type { EpochMs } from '../shared/clock';
import type { Deadline } from '../shared/deadline';
import type { Sku } from '../shared/ids';
import type { SearchPlace } from './cursor';
import type { HitExplanation } from './hit-explanation.types';
import type { HitRanker, RankedHit, RankedHits } from './hit-ranker.port';
import type { KeywordEngine, KeywordHit } from './keyword-engine.port';
import type { Match, ProductMatcher } from './match-products';
import type { RankedFeatures } from './ranked-features.types';
import type { RankingLog } from './ranking-log.port';
import type { RankingMode } from './ranking-mode.types';
import type { SearchRequest, SearchResult } from './search.types';
import type { UnderstoodQuery } from './understanding/understood-query.types';

/** No engine lists more hits at once. Only reached where what was shown is not known. */
const MOST_CANDIDATES = 10_000;

/** A page whose order a ranker decides. */
export interface RankedQuestion {
  readonly request: SearchRequest;
  readonly query: UnderstoodQuery;
  readonly mode: Exclude<RankingMode, 'KEYWORD'>;
  /** Null on the first page. */
  readonly place: SearchPlace | null;
  readonly at: EpochMs;
}

/** What a ranker decided about a page. */
export interface RankedPage {
  readonly ranking: SearchResult['ranking'];
  readonly degraded: boolean;
  readonly explain: (sku: Sku) => HitExplanation | null;
  /** What it knew of these products of the page, in this order; null when nothing was worked out. */
  readonly featuresOf: (skus: readonly Sku[]) => RankedFeatures | null;
}

/** The hits of `answer` stand in the order of the ranker, and begin with the page. */
export interface RankedMatch extends Match {
  readonly ranked: RankedPage;
}

export interface RankedSearchParts {
  readonly matcher: ProductMatcher;
  readonly ranker: HitRanker;
  readonly engine: Pick<KeywordEngine, 'productsOf'>;
  readonly log: Pick<RankingLog, 'shown'>;
}

/** Where a page begins among what a search has not shown yet. */
interface LeftOver {
  readonly without: readonly Sku[];
  /** Products that were shown, though nobody knows which: the first of what is left, as far as one can tell. */
  readonly skip: number;
}

const NOTHING_SHOWN: LeftOver = { without: [], skip: 0 };

/**
 * Searches whose order a ranker decides. Each page is chosen from a window of candidates, the first of what the search has not shown
 * yet: so nothing comes twice and nothing is passed over, whatever model serves by then and whatever is written meanwhile.
 */
export class RankedSearch {
  constructor(private readonly parts: RankedSearchParts) {}

  async match(question: RankedQuestion): Promise<RankedMatch> {
    const { request, place } = question;
    const [neighbours, left] = await Promise.all([
      this.parts.ranker.neighbours({ ...question, ...askerOf(request) }, request.deadline),
      place === null ? NOTHING_SHOWN : this.leftAfter(place),
    ]);
    const also = neighbours.map(({ sku }) => sku);
    const match = await this.candidates(question, left, also);
    const { deadline, first } = request;
    const { hits: candidates, total } = match.answer;
    const ranked = await this.parts.ranker.rank(
      { ...question, ...askerOf(request), candidates, neighbours, total: total.count },
      deadline,
    );
    const order = ranked.hits.slice(left.skip);
    const hits = await this.withProducts(order, first, deadline);
    const page = rankedPage(question, ranked, left.without.length);
    return { ...match, answer: { ...match.answer, hits, view: null }, ranked: page };
  }

  private async leftAfter({ searchId, position }: SearchPlace): Promise<LeftOver> {
    try {
      const without = await this.parts.log.shown(searchId, position);
      return { without, skip: Math.max(0, position - without.length) };
    } catch (error) {
      if (!isStorageFailure(error)) throw error;
      return { without: [], skip: position };
    }
  }

  private candidates(
    { request, query, place }: RankedQuestion,
    { without, skip }: LeftOver,
    also: readonly Sku[],
  ): Promise<Match> {
    const most = Math.max(this.parts.ranker.window, skip + request.first + 1);
    const limit = request.first === 0 ? 0 : Math.min(most, MOST_CANDIDATES);
    // Never in the view of an earlier page: what that page left over is asked for as it is now.
    const start = { after: null, without, view: null };
    return this.parts.matcher.match(request, query, { place, start, candidates: { limit, also } });
  }

  /** The page's hits with their products as far as ranker and engine know them. One hit more tells that there is a next page. */
  private async withProducts(
    order: readonly RankedHit[],
    first: number,
    deadline: Deadline | undefined,
  ): Promise<readonly KeywordHit[]> {
    const page = order.slice(0, first);
    const unknown = page.filter(({ product }) => product === null).map(({ hit }) => hit.sku);
    const kept =
      unknown.length === 0 ? null : await this.parts.engine.productsOf(unknown, deadline);
    return order.map(({ hit, product, score }) => ({
      ...hit,
      product: product ?? kept?.get(hit.sku) ?? null,
      score,
    }));
  }
}

function askerOf({ filter, unavailable, shopper, session }: SearchRequest) {
  return { filter, unavailable, shopper, session };
}

function rankedPage(
  { mode }: RankedQuestion,
  { hits, model, degraded, featuresOf }: RankedHits,
  shownBefore: number,
): RankedPage {
  const places = new Map(hits.map(({ hit }, place) => [hit.sku, place]));
  // In NEURAL it takes a model; without one the words decided.
  const decided = model === null && mode === 'NEURAL' ? 'KEYWORD' : mode;
  return {
    ranking: { mode: decided, model },
    degraded,
    explain: (sku) => {
      const explanation = hits[places.get(sku) ?? -1]?.explain();
      return explanation ? countedFrom(shownBefore, explanation) : null;
    },
    featuresOf: (skus) => joined(skus.map((sku) => featuresAt(places.get(sku), featuresOf))),
  };
}

function featuresAt(
  place: number | undefined,
  featuresOf: RankedHits['featuresOf'],
): RankedFeatures | null {
  return place === undefined ? null : featuresOf(place, place + 1);
}

/** Null unless all rows are known. */
function joined(rows: readonly (RankedFeatures | null)[]): RankedFeatures | null {
  const known = rows.filter((row) => row !== null);
  const [first] = known;
  if (first === undefined || known.length < rows.length) return null;
  const values = new Float32Array(first.columns * known.length);
  known.forEach((row, place) => {
    values.set(row.values, place * first.columns);
  });
  return { ...first, values };
}

/** Stages saw what was left of the list: their places go on from what was shown before. */
function countedFrom(shownBefore: number, explanation: HitExplanation): HitExplanation {
  const stages = explanation.stages.map((stage) =>
    stage.position === null ? stage : { ...stage, position: stage.position + shownBefore },
  );
  return { ...explanation, stages };
}
