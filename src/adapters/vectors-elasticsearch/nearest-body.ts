import type { estypes } from '@elastic/elasticsearch';
import type { ScoredSku } from '../../search/semantic/fuse';
import type { NearestRequest } from '../../search/semantic/vector-index.port';
import { asSku } from '../../shared/ids';
import type { FilterLanguage } from './cluster.types';
import { VECTOR_FIELD } from './vector-layout';

/** Elasticsearch looks at no more in one search. */
const MOST_CANDIDATES = 10_000;

/** What is looked at beyond what is wanted: a search in a graph misses some of the nearest, and fewer the more it looks at. */
const CANDIDATES_PER_WANTED = 5;
const LEAST_CANDIDATES = 200;

/** Products fetched beyond what is wanted, so that ties at the end are broken by SKU and products at a right angle can go. */
const SPARE = 50;

/** How many products a search looks at for so many that are wanted (`num_candidates`). */
export function candidatesFor(limit: number): number {
  const wanted = Math.max(LEAST_CANDIDATES, CANDIDATES_PER_WANTED * limit);
  return Math.min(MOST_CANDIDATES, wanted);
}

/** The filter is part of the search in the graph: as many are found as pass, if the limit lets them. */
export function nearestBody(
  { vector, limit, filter, unavailable }: NearestRequest,
  { conditionOf }: Pick<FilterLanguage, 'conditionOf'>,
): estypes.SearchRequest {
  const candidates = candidatesFor(limit);
  const k = Math.min(candidates, limit + SPARE);
  const condition = conditionOf(filter, unavailable);
  return {
    size: k,
    _source: false,
    track_total_hits: false,
    knn: {
      field: VECTOR_FIELD,
      query_vector: Array.from(vector),
      k,
      num_candidates: candidates,
      ...(condition && { filter: condition }),
    },
  };
}

/** Nearest first, ties by SKU. A cosine of exactly 0 is of a product that shares nothing with the query. */
export function nearestIn(
  { hits }: estypes.SearchResponse,
  { limit }: Pick<NearestRequest, 'limit'>,
): readonly ScoredSku[] {
  return hits.hits
    .map(({ _id, _score }) => ({ sku: asSku(String(_id)), score: cosineOf(_score ?? 0) }))
    .filter(({ score }) => score !== 0)
    .sort((one, other) => other.score - one.score || (one.sku < other.sku ? -1 : 1))
    .slice(0, limit);
}

/** Scores are never negative there: (1 + cosine) / 2. */
function cosineOf(score: number): number {
  return 2 * score - 1;
}
