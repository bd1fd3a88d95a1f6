import type { Deadline } from '../shared/deadline';
import { COUNT_ONLY } from './count-only';
import type { SearchPlace } from './cursor';
import type { KeywordAnswer, KeywordEngine, KeywordRequest } from './keyword-engine.port';
import type { MatchQuery, QueryTerm } from './match-query.types';
import type { PageStart } from './page-start';
import { RecentTexts } from './recent-texts';
import { fewestDrops, planRelaxation, type RelaxationPlan } from './plan-relaxation';
import type { Relaxation, SearchRequest } from './search.types';
import type { Sku } from '../shared/ids';
import type { UnderstoodQuery } from './understanding/understood-query.types';

type Tiers = MatchQuery['tiers'];

/** What the engine answered, and what was given up for it. */
export interface Match {
  readonly answer: KeywordAnswer;
  /** Empty when browsing. */
  readonly tiers: Tiers;
  readonly relaxation: Relaxation | null;
}

/** Where a page comes from, and what it is chosen from. */
export interface MatchPage {
  /** On a later page, which keeps to the tiers that the first decided; null on the first. */
  readonly place: SearchPlace | null;
  readonly start: PageStart;
  /** Hits that a ranker chooses the page from, bare, in the place of the page alone; and what is to be among them besides. */
  readonly candidates?: { readonly limit: number; readonly also: readonly Sku[] };
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
    const asked = pageOf(request, null, { place: null, start });
    const answer = await this.engine.search(asked, request.deadline);
    return { answer, tiers: [], relaxation: null };
  }

  /**
   * One page of the products that match the query, or the candidates for it. Words are given up when too few products hold them all,
   * however many come in by their vectors.
   */
  async match(request: SearchRequest, query: UnderstoodQuery, page: MatchPage): Promise<Match> {
    const { place } = page;
    const asked = (tiers: Tiers): KeywordRequest => pageOf(request, { ...query, tiers }, page);
    const ask = (tiers: Tiers): Promise<KeywordAnswer> =>
      this.engine.search(asked(tiers), request.deadline);
    if (place && fits(place.tiers, query.terms))
      return {
        answer: await ask(place.tiers),
        tiers: place.tiers,
        relaxation: relaxationOf(query.terms, place.tiers, place.fullMatches),
      };
    const strict = [[...query.terms.keys()]];
    const { fullMatches, answer } = await this.strictly(request, query, asked(strict));
    const tiers = await this.relax(request, query, fullMatches);
    if (tiers.length <= 1) return { answer: answer ?? (await ask(strict)), tiers: strict, relaxation: null }; // prettier-ignore
    this.relaxedBefore.add(request.text);
    const relaxation = relaxationOf(query.terms, tiers, fullMatches);
    return { answer: await ask(tiers), tiers, relaxation };
  }

  /** How many products hold every word, and the page of them unless it will hardly be wanted: counting alone is cheaper. */
  private async strictly(
    request: SearchRequest,
    query: UnderstoodQuery,
    asked: KeywordRequest,
  ): Promise<{ readonly fullMatches: number; readonly answer: KeywordAnswer | null }> {
    const strict = { ...query, tiers: asked.query?.tiers ?? [] };
    if (this.relaxedBefore.has(request.text))
      return { fullMatches: await this.count(request, strict), answer: null };
    const answer = await this.engine.search(asked, request.deadline);
    const known = fullMatchesIn(answer, asked, this.enough);
    return { fullMatches: known ?? (await this.count(request, strict)), answer };
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
  { start, candidates }: MatchPage,
): KeywordRequest {
  const { filter, facets, sort, unavailable, first } = request;
  const limit = first === 0 ? 0 : first + 1;
  const match = query && { terms: query.terms, tiers: query.tiers, codes: query.codes };
  const page = { query: match, filter, facets, sort, unavailable, limit, ...start };
  return candidates ? { ...page, ...candidates, bare: true } : page;
}

/**
 * How many products hold every word, told from an answer in which others may be counted too; as far as it matters, so that with
 * `enough` it may be more. Null when it cannot be told.
 */
function fullMatchesIn(
  { hits, total }: KeywordAnswer,
  { also = [], limit, without, unavailable }: KeywordRequest,
  enough: number,
): number | null {
  if (also.length === 0) return total.count;
  // Beyond the limit come those of `also` that it cut off.
  const listed = hits.slice(0, limit);
  const full = listed.filter(({ by }) => by !== 'ALSO').length;
  const seesAll = without.length === 0 && hits.length < limit;
  const seesTheOthers = without.length === 0 && unavailable !== 'LAST' && full < listed.length;
  return full >= enough || seesAll || seesTheOthers ? full : null;
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
