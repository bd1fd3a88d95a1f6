import type { Deadline } from '../shared/deadline';
import { COUNT_ONLY } from './count-only';
import type { SearchPlace } from './cursor';
import type { KeywordAnswer, KeywordEngine, KeywordRequest } from './keyword-engine.port';
import type { MatchQuery, QueryTerm } from './match-query.types';
import type { PageStart } from './page-start';
import { RecentTexts } from './recent-texts';
import { fewestDrops, planRelaxation, type RelaxationPlan } from './plan-relaxation';
import type { Relaxation, SearchRequest } from './search.types';
import type { UnderstoodQuery } from './understanding/understood-query.types';

type Tiers = MatchQuery['tiers'];

/** What the engine answered, and what was given up for it. */
export interface Match {
  readonly answer: KeywordAnswer;
  /** Empty when browsing. */
  readonly tiers: Tiers;
  readonly relaxation: Relaxation | null;
}

/** Asks the engine, and asks again for less when too few products hold every word. */
export class ProductMatcher {
  private readonly relaxedBefore = new RecentTexts();

  constructor(
    private readonly engine: KeywordEngine,
    /** Products below which a query is relaxed. */
    private readonly enough: number,
  ) {}

  /** Every product that passes the filter. */
  async browse(request: SearchRequest, start: PageStart): Promise<Match> {
    const answer = await this.engine.search(pageOf(request, null, start), request.deadline);
    return { answer, tiers: [], relaxation: null };
  }

  /**
   * One page of the products that match the query.
   *
   * @param place on a later page, which keeps to the tiers that the first decided; null on the first.
   */
  async match(
    request: SearchRequest,
    query: UnderstoodQuery,
    { place, start }: { readonly place: SearchPlace | null; readonly start: PageStart },
  ): Promise<Match> {
    const ask = (tiers: Tiers): Promise<KeywordAnswer> =>
      this.engine.search(pageOf(request, { ...query, tiers }, start), request.deadline);
    if (place && fits(place.tiers, query.terms))
      return {
        answer: await ask(place.tiers),
        tiers: place.tiers,
        relaxation: relaxationOf(query.terms, place.tiers, place.fullMatches),
      };
    const strict = [[...query.terms.keys()]];
    const { fullMatches, answer } = await this.strictly(request, { ...query, tiers: strict }, ask);
    const tiers = await this.relax(request, query, fullMatches);
    if (tiers.length <= 1) return { answer: answer ?? (await ask(strict)), tiers: strict, relaxation: null }; // prettier-ignore
    this.relaxedBefore.add(request.text);
    const relaxation = relaxationOf(query.terms, tiers, fullMatches);
    return { answer: await ask(tiers), tiers, relaxation };
  }

  /** How many products hold every word, and the page of them unless it will hardly be wanted: counting alone is cheaper. */
  private async strictly(
    request: SearchRequest,
    query: MatchQuery,
    ask: (tiers: Tiers) => Promise<KeywordAnswer>,
  ): Promise<{ readonly fullMatches: number; readonly answer: KeywordAnswer | null }> {
    if (this.relaxedBefore.has(request.text))
      return { fullMatches: await this.count(request, query), answer: null };
    const answer = await ask(query.tiers);
    return { fullMatches: answer.total.count, answer };
  }

  /** The tiers with which enough products match; a single one when nothing is to be given up. */
  private async relax(
    request: SearchRequest,
    query: UnderstoodQuery,
    fullMatches: number,
  ): Promise<Tiers> {
    const enough = this.enoughFor(request, query);
    if (fullMatches >= enough || query.terms.length === 1) return [];
    const plan = await this.plan(query.terms, request.deadline);
    const drops = await fewestDrops(
      { fullMatches, enough, maxSteps: plan.dropped.length },
      // Whoever satisfies an earlier tier satisfies a later one: the last alone counts them all.
      (steps) => this.count(request, { ...query, tiers: plan.tiers.slice(steps, steps + 1) }),
    );
    return plan.tiers.slice(0, drops + 1);
  }

  /**
   * A single code that was found is not relaxed: nothing like it is wanted. In any order but relevance, products with some of
   * the words would stand among those with all, so there it takes an empty answer.
   */
  private enoughFor(request: SearchRequest, query: UnderstoodQuery): number {
    const onlyWhenEmpty = query.isOneCode || request.sort !== 'RELEVANCE';
    return onlyWhenEmpty ? Math.min(1, this.enough) : this.enough;
  }

  private async plan(
    terms: readonly QueryTerm[],
    deadline: Deadline | undefined,
  ): Promise<RelaxationPlan> {
    const alone = terms.map((term) => ({ terms: [term], tiers: [[0]], codes: [] }));
    const counts = await Promise.all(
      alone.map((query) => this.engine.search({ ...COUNT_ONLY, query }, deadline)),
    );
    return planRelaxation(counts.map((answer) => answer.total.count));
  }

  private async count(request: SearchRequest, query: MatchQuery): Promise<number> {
    const { filter, unavailable, deadline } = request;
    const counting = { ...COUNT_ONLY, filter, unavailable, query };
    const answer = await this.engine.search(counting, deadline);
    return answer.total.count;
  }
}

/** One hit more than asked for tells whether there is a next page. */
function pageOf(
  request: SearchRequest,
  query: MatchQuery | null,
  start: PageStart,
): KeywordRequest {
  const { filter, facets, sort, unavailable, first } = request;
  const limit = first === 0 ? 0 : first + 1;
  const match = query && { terms: query.terms, tiers: query.tiers, codes: query.codes };
  return { query: match, filter, facets, sort, unavailable, limit, ...start };
}

/** The catalogue may have changed since page 1, and with it the words that the text is read as. */
function fits(tiers: Tiers, terms: readonly QueryTerm[]): boolean {
  return tiers[0]?.length === terms.length && tiers.flat().every((index) => index < terms.length);
}

function relaxationOf(
  terms: readonly QueryTerm[],
  tiers: Tiers,
  fullMatches: number,
): Relaxation | null {
  if (tiers.length <= 1) return null;
  const dropped = tiers
    .slice(1)
    .flatMap((tier, step) => (tiers[step] ?? []).filter((index) => !tier.includes(index)));
  return { droppedWords: dropped.flatMap((index) => terms[index]?.word ?? []), fullMatches };
}
