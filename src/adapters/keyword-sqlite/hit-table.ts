import type { Filter } from '../../search/filter.types';
import type { KeywordRequest } from '../../search/keyword-engine.port';
import type { FieldWeights } from '../../search/field-weights';
import { compileFilter } from './compile-filter';
import { availabilityCondition } from './compile-order';
import { INTO_HIT, QueryHits, type HitConditions } from './query-hits';
import type { ReadingConnection } from './reading-connection';
import { splitFilter } from '../../search/matching/set-aside';
import { allOf, fragment, type SqlFragment } from './sql-fragment';

/**
 * The products that one search may show or count, in a table of the reading connection's own.
 *
 * - `score`: NULL for products that match without any score.
 * - `other`: 0 for identifier matches, 1 for all others.
 * - `failed`: 0 when the whole filter holds. When only the conditions on one facet's field fail, the number of that
 *   field (see `FoundHits`); the product then counts for that facet and for nothing else.
 */
export const CREATE_HIT_TABLE = fragment(`CREATE TEMP TABLE IF NOT EXISTS hit (
  id INTEGER PRIMARY KEY, other INTEGER, tier INTEGER, score REAL, failed INTEGER)`);

const EMPTY_HIT_TABLE = fragment('DELETE FROM temp.hit');

/** What the hit table holds after a search. */
export interface FoundHits {
  /** By the name of a facet's field: the value of `failed` for products that fail in this field only. */
  readonly ownFailures: ReadonlyMap<string, number>;
  /** A good part of the catalogue stands in the table. */
  readonly many: boolean;
}

/**
 * Failing in the n-th field counts as this plus n. Two failures sum up to more than any one of them, so that one number
 * tells "none", "only this one" and "several" apart.
 */
const ONE_FAILURE = 1000;

/** Fills the hit table for the request. */
export function findHits(
  request: KeywordRequest,
  weights: FieldWeights,
  connection: ReadingConnection,
): FoundHits {
  const compiled = (filter: Filter): SqlFragment =>
    compileFilter(filter, request.query === null ? 'every product' : 'few products');
  const facetFields = request.facets.map((facet) => facet.field);
  const { common, own } = splitFilter(request.filter, facetFields);
  const conditions = {
    passes: allOf([availabilityCondition(request.unavailable), ...common.map(compiled)]),
    failed: failures([...own.values()].map((clauses) => allOf(clauses.map(compiled)))),
  };
  connection.run(EMPTY_HIT_TABLE);
  if (request.query === null) connection.run(insertEveryProduct(conditions));
  else {
    const query = { ...request.query, also: request.also ?? [] };
    new QueryHits(query, weights, conditions, connection).find(request.limit > 0);
  }
  return {
    ownFailures: new Map([...own.keys()].map((field, place) => [field, ONE_FAILURE + place + 1])),
    many: holdsManyHits(connection),
  };
}

/** From this part of the catalogue on, reading all values of a field takes less time than one look-up for each hit. */
const MANY = 0.3;

/** Row ids are given out in order, so that the highest is about the number of products, and known at once. */
const HITS_AND_PRODUCTS = fragment(
  'SELECT (SELECT count(*) FROM temp.hit) AS hits, (SELECT max(id) FROM keyword_product) AS products',
);

function holdsManyHits(connection: ReadingConnection): boolean {
  const row = connection.first(HITS_AND_PRODUCTS) as { hits: number; products: number | null };
  return row.hits > MANY * (row.products ?? 0);
}

function failures(ownConditions: readonly SqlFragment[]): SqlFragment {
  if (ownConditions.length === 0) return fragment('0');
  return {
    sql: ownConditions
      .map((condition, place) => `(NOT ${condition.sql}) * ${String(ONE_FAILURE + place + 1)}`)
      .join(' + '),
    parameters: ownConditions.flatMap((condition) => condition.parameters),
  };
}

/** In the order of row ids, so that each lands at the end of the table. */
function insertEveryProduct({ passes, failed }: HitConditions): SqlFragment {
  return fragment(
    `${INTO_HIT} SELECT p.id, 1, 0, 0, ${failed.sql} FROM keyword_product p
     WHERE ${passes.sql} ORDER BY p.id`,
    ...failed.parameters,
    ...passes.parameters,
  );
}
