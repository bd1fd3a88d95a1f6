import type { Analyzer } from '../../search/analysis/analyzer';
import type { FieldWeights } from '../../search/field-weights';
import type {
  CompletionRequest,
  FieldValueCompletion,
  FoundProduct,
  HitOrigin,
  KeywordAnswer,
  KeywordCapabilities,
  KeywordEngine,
  KeywordHit,
  KeywordRequest,
  WordFrequency,
} from '../../search/keyword-engine.port';
import { VALUE_SEPARATOR } from '../../search/matching/searched-texts';
import { tokensOf } from '../../search/matching/tokens-of';
import { asEpochMs, systemClock, type Clock } from '../../shared/clock';
import type { Deadline } from '../../shared/deadline';
import { TroveError } from '../../shared/errors';
import { asSku, type Sku } from '../../shared/ids';
import { afterPlace, IS_UNAVAILABLE, orderOf } from './compile-order';
import { countFacet } from './count-facets';
import { FieldValueNames } from './field-value-names';
import { CREATE_HIT_TABLE, findHits } from './hit-table';
import { DerivedValue } from './index-changes';
import { ReadingConnection } from './reading-connection';
import { fragment, TRUE, type SqlFragment } from './sql-fragment';
import { Vocabulary } from './vocabulary';

export interface SqliteKeywordEngineOptions {
  /** The catalogue's database, with its index made (`SqliteKeywordIndex.ensure`). */
  readonly file: string;
  readonly weights: FieldWeights;
  /** The one that the index was made with. */
  readonly analyzer: Analyzer;
  readonly clock?: Clock;
  /** How long new words may be missing from `similarWords`, in milliseconds. Default 1000. */
  readonly vocabularyCheckMs?: number;
}

const DEFAULT_VOCABULARY_CHECK_MS = 1000;

const ATTRIBUTE_KEYS = fragment(
  `SELECT DISTINCT f.key AS key FROM keyword_field f
   WHERE f.kind IN ('text', 'number', 'boolean') AND EXISTS (SELECT 1 FROM keyword_value v WHERE v.field = f.id)
   ORDER BY f.key`,
);

/** Keyword search on SQLite FTS5, in the very file that holds the products, through a read-only connection of its own. */
export class SqliteKeywordEngine implements KeywordEngine {
  readonly name = 'sqlite-fts5';
  readonly capabilities: KeywordCapabilities = { exactTotals: true, readsOwnWrites: true };

  private readonly connection: ReadingConnection;
  private readonly weights: FieldWeights;
  private readonly vocabulary: Vocabulary;
  private readonly fieldValueNames: FieldValueNames;
  private readonly keys: DerivedValue<readonly string[]>;

  /** @throws TroveError STORAGE_UNAVAILABLE, STORAGE_CORRUPT */
  constructor(options: SqliteKeywordEngineOptions) {
    const connection = ReadingConnection.open(options.file);
    connection.run(CREATE_HIT_TABLE);
    this.connection = connection;
    this.weights = options.weights;
    this.vocabulary = new Vocabulary(
      connection,
      options.clock ?? systemClock,
      options.vocabularyCheckMs ?? DEFAULT_VOCABULARY_CHECK_MS,
    );
    this.fieldValueNames = new FieldValueNames(connection, options.analyzer);
    this.keys = new DerivedValue(connection, () =>
      (connection.all(ATTRIBUTE_KEYS) as readonly { key: string }[]).map((row) => row.key),
    );
  }

  /** A read of SQLite cannot be cut short, and takes milliseconds: deadlines are kept by not beginning. */
  async search(request: KeywordRequest, deadline?: Deadline): Promise<KeywordAnswer> {
    if (request.view !== null) throw noViews();
    deadline?.patienceMs(Infinity);
    return this.connection.atOneMoment(() => {
      const found = findHits(request, this.weights, this.connection);
      return {
        hits: request.limit === 0 ? [] : this.page(request),
        total: { count: this.countHits(), accuracy: 'EXACT' },
        facets: request.facets.map((facet) => countFacet(facet, found, this.connection)),
        view: null,
        fromSpare: false,
      };
    });
  }

  /** None are kept beside the index: the store is in the same file. */
  productsOf(): Promise<null> {
    return Promise.resolve(null);
  }

  async wordFrequencies(words: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const found = this.frequencies(words);
    return new Map(words.map((word) => [word, found.get(word) ?? 0]));
  }

  async similarWords(word: string, maxEdits: 1 | 2): Promise<readonly WordFrequency[]> {
    const similar = await this.vocabulary.similar(word, maxEdits);
    return [...this.frequencies(similar)].map(([found, products]) => ({ word: found, products }));
  }

  async completeProducts({
    words,
    prefix,
    limit,
  }: CompletionRequest): Promise<readonly FoundProduct[]> {
    const beginnings = tokensOf(prefix);
    if (beginnings.length === 0) return [];
    const match = [
      ...words.flatMap(tokensOf).map((token) => `"${token}"`),
      ...beginnings.map((token) => `"${token}" *`),
    ].join(' AND ');
    const rows = this.connection.all(
      fragment(
        `SELECT p.sku AS sku FROM keyword_word CROSS JOIN keyword_product p ON p.id = keyword_word.rowid
         LEFT JOIN product_counter c ON c.sku = p.sku
         WHERE keyword_word MATCH ? ORDER BY COALESCE(c.popularity, 0) DESC, p.sku LIMIT ?`,
        `{title brand} : (${match})`,
        limit,
      ),
    ) as readonly { sku: string }[];
    return rows.map((row) => ({ sku: asSku(row.sku), product: null }));
  }

  async completeFieldValues(request: CompletionRequest): Promise<readonly FieldValueCompletion[]> {
    return this.fieldValueNames.complete(request);
  }

  async attributeKeys(): Promise<readonly string[]> {
    return this.keys.get();
  }

  /** Waits for what runs in the background, then closes the connection. */
  async close(): Promise<void> {
    await this.vocabulary.idle();
    this.connection.close();
  }

  private countHits(): number {
    const row = this.connection.first(
      fragment('SELECT count(*) AS hits FROM temp.hit WHERE failed = 0'),
    ) as { hits: number } | null;
    return row?.hits ?? 0;
  }

  /** The first of the hits, then those of `also` that the limit would cut off. */
  private page(request: KeywordRequest): readonly KeywordHit[] {
    const first = this.hitsAmong(TRUE, request, request.limit);
    const also = request.also ?? [];
    if (also.length === 0 || first.length < request.limit) return first;
    const listed = new Set(first.map(({ sku }) => sku));
    const others = this.hitsAmong(among(also), request, also.length);
    return [...first, ...others.filter(({ sku }) => !listed.has(sku))];
  }

  private hitsAmong(
    chosen: SqlFragment,
    request: KeywordRequest,
    limit: number,
  ): readonly KeywordHit[] {
    const order = orderOf(request.sort, request.unavailable);
    const after = afterPlace(order, request.after);
    const seen = request.without.length === 0 ? TRUE : notAmong(request.without);
    const keys = order.keys.map((key, place) => `${key} AS key${String(place)}`);
    const rows = this.connection.all(
      fragment(
        `SELECT p.sku AS sku, p.updated AS updated, ${IS_UNAVAILABLE} AS unavailable, h.other AS other,
           h.tier AS tier, COALESCE(h.score, 0) AS score, ${keys.join(', ')}
         FROM temp.hit h CROSS JOIN keyword_product p ON p.id = h.id
         ${order.needsCounters ? 'LEFT JOIN product_counter c ON c.sku = p.sku' : ''}
         WHERE h.failed = 0 AND ${after.sql} AND ${seen.sql} AND ${chosen.sql}
         ORDER BY ${order.keys.join(', ')} LIMIT ?`,
        ...after.parameters,
        ...seen.parameters,
        ...chosen.parameters,
        limit,
      ),
    ) as readonly HitRow[];
    return rows.map((row) => toHit(row, request, order.keys.length));
  }

  /** Words that some product holds. */
  private frequencies(words: readonly string[]): ReadonlyMap<string, number> {
    const rows = this.connection.all(
      fragment(
        `SELECT v.term AS word, v.doc AS products
         FROM json_each(?) j CROSS JOIN keyword_vocabulary v ON v.term = j.value`,
        JSON.stringify(words.filter((word) => word !== VALUE_SEPARATOR)),
      ),
    ) as readonly WordFrequency[];
    return new Map(rows.map(({ word, products }) => [word, products]));
  }
}

function notAmong(skus: readonly Sku[]): SqlFragment {
  return fragment('p.sku NOT IN (SELECT value FROM json_each(?))', JSON.stringify(skus));
}

function among(skus: readonly Sku[]): SqlFragment {
  return fragment('p.sku IN (SELECT value FROM json_each(?))', JSON.stringify(skus));
}

function noViews(): TroveError {
  return new TroveError('VIEW_GONE', 'The embedded index keeps no views of the catalogue.');
}

interface HitRow extends Readonly<Record<`key${number}`, number | string>> {
  readonly sku: string;
  readonly updated: number;
  readonly unavailable: 0 | 1;
  readonly other: 0 | 1;
  readonly tier: number;
  readonly score: number;
}

function toHit(row: HitRow, { query, unavailable }: KeywordRequest, keys: number): KeywordHit {
  return {
    sku: asSku(row.sku),
    product: null,
    version: asEpochMs(row.updated),
    by: originOf(row, query?.tiers.length ?? Infinity),
    behind: unavailable === 'LAST' && row.unavailable === 1,
    score: row.score,
    tier: row.tier,
    sortKey: Array.from({ length: keys }, (_, place) => row[`key${place}`] ?? ''),
  };
}

function originOf({ other, tier }: HitRow, tiers: number): HitOrigin {
  if (other === 0) return 'CODE';
  return tier < tiers ? 'WORDS' : 'ALSO';
}
