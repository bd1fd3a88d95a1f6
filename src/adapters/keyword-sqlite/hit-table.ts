import type { KeywordRequest } from '../../search/keyword-engine.port';
import type { FieldWeights } from '../../search/field-weights.types';
import type { MatchQuery } from '../../search/match-query.types';
import { compileFilter } from './compile-filter';
import { compileMatch, type CompiledQuery, type TierMatch } from './compile-match';
import { availabilityCondition } from './compile-order';
import { RANKED_FIELDS } from './index-layout';
import type { ReadingConnection } from './reading-connection';
import { splitFilter } from './set-aside';
import { allOf, fragment, type SqlFragment } from './sql-fragment';

/**
 * The products that one search may show or count, in a table of the reading connection's own.
 *
 * - `score`: NULL for products that match without any score.
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
  const conditions = {
    passes: allOf([availabilityCondition(request.unavailable), ...common.map(compileFilter)]),
    failed: failures([...own.values()].map((clauses) => allOf(clauses.map(compileFilter)))),
  };
  connection.run(EMPTY_HIT_TABLE);
  if (request.query === null) connection.run(insertEveryProduct(conditions));
  else new QueryHits(request.query, weights, conditions, connection).find(request.limit > 0);
  return new Map([...own.keys()].map((field, place) => [field, ONE_FAILURE + place + 1]));
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

const INTO_HIT = 'INSERT INTO temp.hit (id, other, tier, score, failed)';

/** What stands in the table belongs to an earlier tier, and stays there. */
const UNLESS_FOUND = 'ON CONFLICT (id) DO NOTHING';

function insertEveryProduct({ passes, failed }: HitConditions): SqlFragment {
  return fragment(
    `${INTO_HIT} SELECT p.id, 1, 0, 0, ${failed.sql} FROM keyword_product p WHERE ${passes.sql}`,
    ...failed.parameters,
    ...passes.parameters,
  );
}

const RANK = `-bm25(keyword_rank, ${RANKED_FIELDS.map(() => '?').join(', ')})`;

/**
 * Finds and scores the products that match a query. The score is
 *
 *   BM25 over the ranked fields + attribute weight · BM25 over the attributes
 *
 * summed over all terms of the query that the product holds, required or not. FTS5 computes BM25 with k1 = 1.2, b = 0.75,
 * a term's frequency being the sum of its occurrences times the weight of their field, and never below 0.
 *
 * @see https://www.sqlite.org/fts5.html#the_bm25_function
 */
class QueryHits {
  private readonly rankWeights: readonly number[];
  private readonly compiled: CompiledQuery;

  constructor(
    private readonly query: MatchQuery,
    private readonly weights: FieldWeights,
    private readonly conditions: HitConditions,
    private readonly connection: ReadingConnection,
  ) {
    this.rankWeights = RANKED_FIELDS.map((field) => weights[field]);
    this.compiled = compileMatch(query);
  }

  /** @param scored false when nobody looks at the order: counting alone takes a fraction of the time. */
  find(scored: boolean): void {
    for (const tier of this.compiled.tiers) {
      if (scored) this.findTier(tier);
      else this.connection.run(this.insertUnscored(tier));
    }
    const attributesCount = this.weights.attributes > 0 && this.compiled.tiers.length > 0;
    if (scored && attributesCount) this.addAttributeScores();
    if (this.query.codes.length > 0) this.connection.run(this.insertCodeMatches());
  }

  /** Most products hold all terms in their ranked fields: they are found and scored at once, the others in a second look. */
  private findTier(tier: TierMatch): void {
    if (tier.complete) this.connection.run(this.insertRanked(tier));
    const unscored = this.connection.run(this.insertUnscored(tier));
    // With a single term, who does not hold it in the ranked fields has no score there.
    if (unscored > 0 && this.compiled.terms > 1) this.connection.run(this.scoreUnscored());
  }

  private insertRanked({ tier, match }: TierMatch): SqlFragment {
    const { passes, failed } = this.conditions;
    return fragment(
      `${INTO_HIT} SELECT p.id, 1, ?, ${RANK}, ${failed.sql}
       FROM keyword_rank CROSS JOIN keyword_product p ON p.id = keyword_rank.rowid
       WHERE keyword_rank MATCH ? AND ${passes.sql} ${UNLESS_FOUND}`,
      tier,
      ...this.rankWeights,
      ...failed.parameters,
      match,
      ...passes.parameters,
    );
  }

  private insertUnscored({ tier, match }: TierMatch): SqlFragment {
    const { passes, failed } = this.conditions;
    return fragment(
      `${INTO_HIT} SELECT p.id, 1, ?, NULL, ${failed.sql}
       FROM keyword_match CROSS JOIN keyword_product p ON p.id = keyword_match.rowid
       WHERE keyword_match MATCH ? AND ${passes.sql} ${UNLESS_FOUND}`,
      tier,
      ...failed.parameters,
      match,
      ...passes.parameters,
    );
  }

  private scoreUnscored(): SqlFragment {
    // The plus sign keeps SQLite from running the match once for each row id.
    return fragment(
      `INSERT INTO temp.hit (id, score)
       SELECT rowid, ${RANK} FROM keyword_rank
       WHERE keyword_rank MATCH ? AND +rowid IN (SELECT id FROM temp.hit WHERE score IS NULL)
       ON CONFLICT (id) DO UPDATE SET score = excluded.score`,
      ...this.rankWeights,
      this.compiled.anyTerm,
    );
  }

  private addAttributeScores(): void {
    this.connection.run(
      fragment(
        `INSERT INTO temp.hit (id, score)
         SELECT rowid, -bm25(keyword_match, 0, ?) FROM keyword_match
         WHERE keyword_match MATCH ? AND +rowid IN (SELECT id FROM temp.hit)
         ON CONFLICT (id) DO UPDATE SET score = COALESCE(score, 0) + excluded.score`,
        this.weights.attributes,
        this.compiled.anyTerm,
      ),
    );
  }

  private insertCodeMatches(): SqlFragment {
    const { passes, failed } = this.conditions;
    return fragment(
      `${INTO_HIT} SELECT DISTINCT p.id, 0, 0, 0, ${failed.sql}
       FROM keyword_code k CROSS JOIN keyword_product p ON p.id = k.product
       WHERE k.code IN (SELECT value FROM json_each(?)) AND ${passes.sql}
       ON CONFLICT (id) DO UPDATE SET other = 0, tier = 0`,
      ...failed.parameters,
      JSON.stringify(this.query.codes),
      ...passes.parameters,
    );
  }
}
