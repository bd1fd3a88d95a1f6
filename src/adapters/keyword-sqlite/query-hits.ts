import type { FieldWeights } from '../../search/field-weights';
import type { MatchQuery } from '../../search/match-query.types';
import { RANKED_FIELDS } from '../../search/matching/searched-texts';
import type { Sku } from '../../shared/ids';
import { compileMatch, type CompiledQuery, type TierMatch } from './compile-match';
import type { ReadingConnection } from './reading-connection';
import { fragment, type SqlFragment } from './sql-fragment';

/** Conditions on `p`, a row of `keyword_product`. */
export interface HitConditions {
  readonly passes: SqlFragment;
  /** The number to store in `failed`. */
  readonly failed: SqlFragment;
}

/** What fills the hit table, see `hit-table.ts`. */
export const INTO_HIT = 'INSERT INTO temp.hit (id, other, tier, score, failed)';

/** What stands in the table belongs to an earlier tier, and stays there. */
const UNLESS_FOUND = 'ON CONFLICT (id) DO NOTHING';

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
export class QueryHits {
  private readonly rankWeights: readonly number[];
  private readonly compiled: CompiledQuery;

  /** @param query with the products that match whatever it says. */
  constructor(
    private readonly query: MatchQuery & { readonly also: readonly Sku[] },
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
    if (this.query.also.length > 0) this.addOthers(scored);
    const attributesCount = this.weights.attributes > 0 && this.compiled.terms > 0;
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

  /** Those that match whatever the query says, in a tier of their own; whatever words they hold count all the same. */
  private addOthers(scored: boolean): void {
    const added = this.connection.run(this.insertOthers());
    if (scored && added > 0 && this.compiled.terms > 0) this.connection.run(this.scoreUnscored());
  }

  private insertOthers(): SqlFragment {
    const { passes, failed } = this.conditions;
    return fragment(
      `${INTO_HIT} SELECT p.id, 1, ?, NULL, ${failed.sql}
       FROM json_each(?) j CROSS JOIN keyword_product p ON p.sku = j.value
       WHERE ${passes.sql} ${UNLESS_FOUND}`,
      this.query.tiers.length,
      ...failed.parameters,
      JSON.stringify(this.query.also),
      ...passes.parameters,
    );
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
