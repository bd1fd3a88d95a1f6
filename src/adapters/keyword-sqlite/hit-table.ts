import type { KeywordRequest } from '../../search/keyword-engine.port';
import type { FieldWeights } from '../../search/field-weights.types';
import { compileFilter } from './compile-filter';
import { compileTiers } from './compile-match';
import { availabilityCondition } from './compile-order';
import { TEXT_FIELDS } from './index-layout';
import type { ReadingConnection } from './reading-connection';
import { splitFilter } from './set-aside';
import { allOf, fragment, type SqlFragment } from './sql-fragment';

/**
 * The products that one search may show or count, in a table of the reading connection's own.
 *
 * - `other`: 0 for identifier matches, 1 for all others.
 * - `failed`: 0 when the whole filter holds. When only the conditions on one facet's field fail, the number of that
 *   field (see `HitScopes`); the product then counts for that facet and for nothing else.
 */
export const CREATE_HIT_TABLE = fragment(`CREATE TEMP TABLE IF NOT EXISTS hit (
  id INTEGER PRIMARY KEY, other INTEGER, tier INTEGER, score REAL, failed INTEGER)`);

const EMPTY_HIT_TABLE = fragment('DELETE FROM temp.hit');

/** By the name of a facet's field: the value of `failed` for products that fail in this field only. */
export type HitScopes = ReadonlyMap<string, number>;

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
): HitScopes {
  const facetFields = request.facets.map((facet) => facet.field);
  const { common, own } = splitFilter(request.filter, facetFields);
  const scopes = new Map([...own.keys()].map((field, place) => [field, ONE_FAILURE + place + 1]));
  const passes = allOf([availabilityCondition(request.unavailable), ...common.map(compileFilter)]);
  const failed = failures([...own.values()].map((clauses) => allOf(clauses.map(compileFilter))));
  connection.run(EMPTY_HIT_TABLE);
  for (const statement of insertions(request, weights, { passes, failed }))
    connection.run(statement);
  return scopes;
}

interface HitConditions {
  readonly passes: SqlFragment;
  /** The number to store in `failed`. */
  readonly failed: SqlFragment;
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

function insertions(
  request: KeywordRequest,
  weights: FieldWeights,
  conditions: HitConditions,
): readonly SqlFragment[] {
  const { query } = request;
  if (query === null) return [insertEveryProduct(conditions)];
  return [
    ...compileTiers(query).map(({ tier, match }) => insertTier(tier, match, weights, conditions)),
    ...(query.codes.length === 0 ? [] : [insertCodeMatches(query.codes, conditions)]),
  ];
}

const INTO_HIT = 'INSERT INTO temp.hit (id, other, tier, score, failed)';

function insertEveryProduct({ passes, failed }: HitConditions): SqlFragment {
  return fragment(
    `${INTO_HIT} SELECT p.id, 1, 0, 0, ${failed.sql} FROM keyword_product p WHERE ${passes.sql}`,
    ...failed.parameters,
    ...passes.parameters,
  );
}

/** FTS5 gives BM25 (k1 = 1.2, b = 0.75) as a number below 0, the better the smaller. */
function insertTier(
  tier: number,
  match: string,
  weights: FieldWeights,
  { passes, failed }: HitConditions,
): SqlFragment {
  const marks = TEXT_FIELDS.map(() => '?').join(', ');
  // Products of an earlier tier stay in it; asking first spares them a second score.
  const isNew = tier === 0 ? '' : 'AND p.id NOT IN (SELECT id FROM temp.hit)';
  return fragment(
    `${INTO_HIT} SELECT p.id, 1, ?, -bm25(keyword_text, ${marks}), ${failed.sql}
     FROM keyword_text CROSS JOIN keyword_product p ON p.id = keyword_text.rowid
     WHERE keyword_text MATCH ? ${isNew} AND ${passes.sql}`,
    tier,
    ...TEXT_FIELDS.map((field) => weights[field]),
    ...failed.parameters,
    match,
    ...passes.parameters,
  );
}

function insertCodeMatches(
  codes: readonly string[],
  { passes, failed }: HitConditions,
): SqlFragment {
  return fragment(
    `${INTO_HIT} SELECT DISTINCT p.id, 0, 0, 0, ${failed.sql}
     FROM keyword_code k CROSS JOIN keyword_product p ON p.id = k.product
     WHERE k.code IN (SELECT value FROM json_each(?)) AND ${passes.sql}
     ON CONFLICT (id) DO UPDATE SET other = 0, tier = 0`,
    ...failed.parameters,
    JSON.stringify(codes),
    ...passes.parameters,
  );
}
