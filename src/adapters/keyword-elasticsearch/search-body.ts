import type { estypes } from '@elastic/elasticsearch';
import type { FacetRequest } from '../../search/facet.types';
import type { FieldWeights } from '../../search/field-weights';
import type { KeywordRequest, SortKey, UnavailablePolicy } from '../../search/keyword-engine.port';
import { facetFieldName, splitFilter, type SplitFilter } from '../../search/matching/set-aside';
import type { Sku } from '../../shared/ids';
import { allOf, compileFilter, EVERYTHING, type Query } from './compile-filter';
import { compileMatch, type CompiledMatch, type ScoreRanks } from './compile-match';
import { HitOrder } from './compile-order';
import { VERSION_FIELD } from './index-layout';
import { facetAggregations, type Aggregation } from './facet-aggregations';
import { availability } from './filter-fields';

/** A request to `_search`, and what it takes to read the answer. */
export interface SearchBody {
  readonly body: estypes.SearchRequest;
  readonly order: HitOrder;
  readonly ranks: ScoreRanks;
}

/** Browsing: every product matches, and none scores. */
const NO_WORDS: CompiledMatch = {
  matches: EVERYTHING,
  scores: [],
  ranks: { step: null, tiers: 1, allTiers: 1 },
};

/** Hits bring their product, and what they were sorted by: the SKU is part of that. */
const WITH_PRODUCTS = { _source: true } as const;
const BARE = {
  _source: false,
  stored_fields: '_none_',
  docvalue_fields: [VERSION_FIELD],
} satisfies Partial<estypes.SearchRequest>;
const NO_DOCUMENTS = { _source: false, stored_fields: '_none_' } as const;

/** The aggregation that counts what `hits.total` leaves out: hits of earlier pages. */
export const TOTAL = 'total';

/**
 * @param values how many values of each facet to fetch.
 * @throws TroveError CURSOR_MISMATCH
 */
export function searchBody(
  request: KeywordRequest,
  weights: FieldWeights,
  values: number,
): SearchBody {
  const { query, facets, limit, without, also = [] } = request;
  const order = new HitOrder(request.sort, request.unavailable);
  const split = splitFilter(
    request.filter,
    facets.map((facet) => facet.field),
  );
  const match = query === null ? NO_WORDS : compileMatch(query, weights, also);
  const own = [...split.own.values()].flat().map(compileFilter);
  const body: estypes.SearchRequest = {
    ...documentsOf(request),
    size: limit,
    track_total_hits: true,
    query: {
      bool: {
        filter: [eligible(request.unavailable, split, match)],
        should: limit > 0 ? [...match.scores] : [],
      },
    },
    ...postFilter([...own, ...notAgain(without)]),
    ...aggregations({
      ...facetsOf(facets, split, values),
      ...(without.length > 0 && { [TOTAL]: { filter: allOf(own) } }),
    }),
    ...(limit > 0 && pageOf(order, request.after, query !== null)),
  };
  return { body, order, ranks: match.ranks };
}

function documentsOf({ limit, bare }: KeywordRequest): Partial<estypes.SearchRequest> {
  if (limit === 0) return NO_DOCUMENTS;
  return bare === true ? BARE : WITH_PRODUCTS;
}

/** What every product must satisfy, to be a hit or to count for a facet. */
function eligible(unavailable: UnavailablePolicy, split: SplitFilter, match: CompiledMatch): Query {
  return allOf([...availability(unavailable), ...split.common.map(compileFilter), match.matches]);
}

function pageOf(
  order: HitOrder,
  after: SortKey | null,
  scored: boolean,
): Partial<estypes.SearchRequest> {
  return {
    sort: order.sort,
    track_scores: scored,
    ...(after && { search_after: order.searchAfter(after) }),
  };
}

/** Seen by hits alone, and not by aggregations. */
function postFilter(conditions: readonly Query[]): Partial<estypes.SearchRequest> {
  return conditions.length === 0 ? {} : { post_filter: allOf(conditions) };
}

function notAgain(skus: readonly Sku[]): readonly Query[] {
  return skus.length === 0 ? [] : [{ bool: { must_not: [{ terms: { sku: [...skus] } }] } }];
}

function aggregations(aggs: Record<string, Aggregation>): Partial<estypes.SearchRequest> {
  return Object.keys(aggs).length === 0 ? {} : { aggs };
}

/** One aggregation for each facet, under its place in the request; within it, those that count. */
function facetsOf(
  facets: readonly FacetRequest[],
  split: SplitFilter,
  values: number,
): Record<string, Aggregation> {
  return Object.fromEntries(
    facets.map((facet, place) => [
      String(place),
      { filter: othersThan(facet, split), aggs: facetAggregations(facet, values) },
    ]),
  );
}

/** What the hits must satisfy beyond the query to count for a facet: the conditions on the fields of all other facets. */
function othersThan(facet: FacetRequest, { own }: SplitFilter): Query {
  const others = [...own].filter(([field]) => field !== facetFieldName(facet.field));
  return allOf(others.flatMap(([, clauses]) => clauses.map(compileFilter)));
}
