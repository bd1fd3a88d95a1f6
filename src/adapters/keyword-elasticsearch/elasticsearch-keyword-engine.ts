import type { estypes } from '@elastic/elasticsearch';
import type { Analyzer } from '../../search/analysis/analyzer';
import type { FacetResult } from '../../search/facet.types';
import type { FieldWeights } from '../../search/field-weights.types';
import type {
  CompletionRequest,
  FieldValueCompletion,
  FoundProduct,
  KeywordAnswer,
  KeywordCapabilities,
  KeywordEngine,
  KeywordHit,
  KeywordRequest,
  WordFrequency,
} from '../../search/keyword-engine.port';
import { tokensOf } from '../../search/matching/tokens-of';
import type { WordList } from '../../search/matching/word-list';
import { systemClock, type Clock } from '../../shared/clock';
import { asSku, type Sku } from '../../shared/ids';
import { frequenciesBody, readFrequencies, tokenOf } from './catalogue-words';
import { readScore } from './compile-match';
import type { ElasticsearchConnection } from './elasticsearch-connection';
import { ALL_VALUES, FIRST_VALUES } from './facet-aggregations';
import { completeNames, fieldValueNamesBody, readFieldValueNames, type FieldValueName } from './field-value-names'; // prettier-ignore
import { isCut, readFacet, type FacetAnswer } from './read-facet';
import { Remembered } from './remembered';
import { RememberedCounts } from './remembered-counts';
import { searchBody, type SearchBody } from './search-body';
import { readWords } from './vocabulary';

export interface ElasticsearchKeywordEngineOptions {
  readonly connection: ElasticsearchConnection;
  /** The alias of the live index: see `ElasticsearchSearchIndex`. */
  readonly alias: string;
  readonly weights: FieldWeights;
  /** The one that the index was made with. */
  readonly analyzer: Analyzer;
  readonly clock?: Clock;
  /** How long the number of products with a word may be out of date, in milliseconds. Default 5000. */
  readonly countsRememberedMs?: number;
  /** How long new brands and categories may be missing from completion, in milliseconds. Default 60000. */
  readonly namesRememberedMs?: number;
  /** How long new words may be missing from `similarWords`, in milliseconds. Default 60000. */
  readonly wordsRememberedMs?: number;
}

const DEFAULT_REMEMBERED_MS = 60_000;
const DEFAULT_COUNTS_REMEMBERED_MS = 5000;

type Answer = estypes.SearchResponse;

/** Keyword search on Elasticsearch. What was written is found after the next refresh of the index, within a second or so. */
export class ElasticsearchKeywordEngine implements KeywordEngine {
  readonly name = 'elasticsearch';
  readonly capabilities: KeywordCapabilities = { exactTotals: true, readsOwnWrites: false };

  private readonly names: Remembered<readonly FieldValueName[]>;
  private readonly words: Remembered<WordList>;
  private readonly counts: RememberedCounts;

  constructor(private readonly options: ElasticsearchKeywordEngineOptions) {
    const { connection, alias, analyzer, clock = systemClock } = options;
    this.names = new Remembered(
      async () => readFieldValueNames(await this.ask(fieldValueNamesBody()), analyzer),
      { clock, forMs: options.namesRememberedMs ?? DEFAULT_REMEMBERED_MS, whileOld: 'wait' },
    );
    this.counts = new RememberedCounts((words) => this.frequencies(words), {
      clock,
      forMs: options.countsRememberedMs ?? DEFAULT_COUNTS_REMEMBERED_MS,
    });
    this.words = new Remembered(() => readWords(connection, alias), {
      clock,
      forMs: options.wordsRememberedMs ?? DEFAULT_REMEMBERED_MS,
      whileOld: 'serve',
    });
  }

  /** @throws TroveError CURSOR_MISMATCH, SEARCH_UNAVAILABLE, as do all questions. */
  async search(request: KeywordRequest): Promise<KeywordAnswer> {
    const asked = searchBody(request, this.options.weights, FIRST_VALUES);
    const answer = await this.ask(asked.body);
    return {
      hits: answer.hits.hits.map((hit) => toHit(hit, asked)),
      total: { count: totalOf(answer), accuracy: 'EXACT' },
      facets: await this.facets(request, answer),
      view: null,
      fromSpare: false,
    };
  }

  async wordFrequencies(words: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const tokens = [...new Set(words)].filter((word) => tokenOf(word) !== null);
    const found = await this.counts.get(tokens);
    return new Map(words.map((word) => [word, found.get(word) ?? 0]));
  }

  async similarWords(word: string, maxEdits: 1 | 2): Promise<readonly WordFrequency[]> {
    if (tokenOf(word) === null) return [];
    const similar = (await this.words.get()).similar(word, maxEdits);
    // The dictionary still holds words of products that have gone, so that products are counted anew.
    const found = await this.frequencies(similar);
    return [...found]
      .filter(([, products]) => products > 0)
      .map(([one, products]) => ({ word: one, products }));
  }

  async completeProducts({
    words,
    prefix,
    limit,
  }: CompletionRequest): Promise<readonly FoundProduct[]> {
    const beginnings = tokensOf(prefix);
    if (beginnings.length === 0 || limit === 0) return [];
    const filter = [
      ...words.flatMap(tokensOf).map((token) => ({ term: { shown_words: token } })),
      ...beginnings.map((token) => ({ prefix: { shown_words: token } })),
    ];
    const answer = await this.ask({
      _source: false,
      stored_fields: '_none_',
      size: limit,
      track_total_hits: false,
      query: { bool: { filter } },
      sort: [{ popularity: { order: 'desc' } }, { sku: { order: 'asc' } }],
    });
    return answer.hits.hits.map((hit) => ({ sku: skuOf(hit), product: null }));
  }

  async completeFieldValues(request: CompletionRequest): Promise<readonly FieldValueCompletion[]> {
    return completeNames(await this.names.get(), request);
  }

  async attributeKeys(): Promise<readonly string[]> {
    const { aggregations } = await this.ask({
      size: 0,
      track_total_hits: false,
      aggs: {
        keys: { terms: { field: 'attribute_keys', size: ALL_VALUES, order: { _key: 'asc' } } },
      },
    });
    const { buckets } = aggregations?.['keys'] as { buckets: readonly { key: string }[] };
    return buckets.map((bucket) => bucket.key);
  }

  private async frequencies(words: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (words.length === 0) return new Map();
    return readFrequencies(words, await this.ask(frequenciesBody(words)));
  }

  private async facets(request: KeywordRequest, answer: Answer): Promise<readonly FacetResult[]> {
    const counted = countsIn(answer, request);
    if (!counted.some(isCut)) return request.facets.map((facet, place) => readFacet(facet, counted[place] ?? {})); // prettier-ignore
    return Promise.all(
      request.facets.map(async (facet, place) => {
        const known = counted[place] ?? {};
        return readFacet(facet, isCut(known) ? await this.allValues(request, place) : known);
      }),
    );
  }

  /** Counts one facet again, with as many values as Elasticsearch gives. */
  private async allValues(request: KeywordRequest, place: number): Promise<FacetAnswer> {
    const again = { ...request, limit: 0, after: null };
    const { body } = searchBody(again, this.options.weights, ALL_VALUES);
    const name = String(place);
    const only = body.aggs?.[name];
    const answer = await this.ask({ ...body, ...(only && { aggs: { [name]: only } }) });
    return countsIn(answer, request)[place] ?? {};
  }

  private ask(body: estypes.SearchRequest): Promise<Answer> {
    const { connection, alias } = this.options;
    return connection.ask((client, options) => client.search({ index: alias, ...body }, options));
  }
}

function totalOf({ hits }: Answer): number {
  return typeof hits.total === 'number' ? hits.total : (hits.total?.value ?? 0);
}

function toHit(hit: estypes.SearchHit, { order, ranks }: SearchBody): KeywordHit {
  const values = (hit.sort ?? []) as (number | string)[];
  const place = { ...readScore(hit._score ?? 0, ranks), sortKey: order.keyOf(values) };
  return { sku: skuOf(hit), product: null, ...place };
}

/** Every order ends with the SKU. */
function skuOf(hit: estypes.SearchHit): Sku {
  return asSku(String(hit.sort?.at(-1)));
}

function countsIn({ aggregations }: Answer, { facets }: KeywordRequest): readonly FacetAnswer[] {
  return facets.map((_, place) => (aggregations?.[String(place)] ?? {}) as FacetAnswer);
}
